// Sets what the reader chose before first paint. A classic script in <head>: it has to run before the body is drawn.
try {
  const root = document.documentElement;
  const theme = localStorage.getItem("theme");
  if (theme === "light" || theme === "dark") {
    root.dataset.theme = theme;
  }
  // The site's own faces have come meanwhile.
  if (localStorage.getItem("fonts") === "own") root.dataset.fonts = "own";
  const choices = JSON.parse(localStorage.getItem("typography") ?? "{}");
  for (const name of ["size", "measure", "leading", "font", "contrast"]) {
    if (typeof choices[name] === "string") root.dataset[name] = choices[name];
  }
} catch {
  // Storage is forbidden (private windows, strict settings) or broken: the system's theme stands.
}
