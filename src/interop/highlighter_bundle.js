// Entry of highlighter-<hash>.js, which the app loads only on pages that have code.

import hljs from "highlight.js/lib/core";
import bash from "highlight.js/lib/languages/bash";
import c from "highlight.js/lib/languages/c";
import cpp from "highlight.js/lib/languages/cpp";
import css from "highlight.js/lib/languages/css";
import diff from "highlight.js/lib/languages/diff";
import dockerfile from "highlight.js/lib/languages/dockerfile";
import go from "highlight.js/lib/languages/go";
import haskell from "highlight.js/lib/languages/haskell";
import ini from "highlight.js/lib/languages/ini";
import java from "highlight.js/lib/languages/java";
import javascript from "highlight.js/lib/languages/javascript";
import json from "highlight.js/lib/languages/json";
import julia from "highlight.js/lib/languages/julia";
import kotlin from "highlight.js/lib/languages/kotlin";
import latex from "highlight.js/lib/languages/latex";
import lua from "highlight.js/lib/languages/lua";
import makefile from "highlight.js/lib/languages/makefile";
import markdown from "highlight.js/lib/languages/markdown";
import matlab from "highlight.js/lib/languages/matlab";
import plaintext from "highlight.js/lib/languages/plaintext";
import python from "highlight.js/lib/languages/python";
import r from "highlight.js/lib/languages/r";
import rust from "highlight.js/lib/languages/rust";
import scala from "highlight.js/lib/languages/scala";
import shell from "highlight.js/lib/languages/shell";
import sql from "highlight.js/lib/languages/sql";
import swift from "highlight.js/lib/languages/swift";
import typescript from "highlight.js/lib/languages/typescript";
import xml from "highlight.js/lib/languages/xml";
import yaml from "highlight.js/lib/languages/yaml";

const languages = {
  bash, c, cpp, css, diff, dockerfile, go, haskell, ini, java, javascript, json, julia, kotlin, latex, lua, makefile,
  markdown, matlab, plaintext, python, r, rust, scala, shell, sql, swift, typescript, xml, yaml,
};
for (const [name, definition] of Object.entries(languages)) {
  hljs.registerLanguage(name, definition);
}
// A method is not the function of the same name: `x.sum()` is not `sum(x)`.
hljs.registerLanguage("python", (api) => {
  const definition = python(api);
  definition.keywords.$pattern = /(?<!\.)\b[A-Za-z]\w+|__\w+__/;
  return definition;
});

// Names that authors use and highlight.js does not know.
hljs.registerAliases(["cuda", "cu"], { languageName: "cpp" });
hljs.registerAliases(["jl"], { languageName: "julia" });
hljs.registerAliases(["octave"], { languageName: "matlab" });
hljs.registerAliases(["py3", "python3"], { languageName: "python" });

/**
 * Colours `code`: its text as HTML, with tokens in `<span class="hljs-…">`.
 *
 * @param {string} code
 * @param {string} language a name or alias, in any case
 * @returns {string | null} null if the language is not known here
 */
export function highlight(code, language) {
  if (!hljs.getLanguage(language)) {
    return null;
  }
  return hljs.highlight(code, { language, ignoreIllegals: true }).value;
}
