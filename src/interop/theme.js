// Sets the reader's theme and faces before first paint. A classic script in <head>: it has to run before the body is
// drawn.
try {
  const { dataset } = document.documentElement;
  const theme = localStorage.getItem("theme");
  if (theme === "light" || theme === "dark") {
    dataset.theme = theme;
  }
  if (localStorage.getItem("fonts") === "own") {
    dataset.fonts = "own";
  }
} catch {
  // Storage is forbidden (private windows, strict settings): the system's theme stands.
}
