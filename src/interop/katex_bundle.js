// Entry of katex-<hash>.js, which the app loads only on pages that have formulas.
export { default } from "katex";
