// Sets the reader's theme before first paint. A classic script in <head>: it has to run before the body is drawn.
try {
  const theme = localStorage.getItem("theme");
  if (theme === "light" || theme === "dark") {
    document.documentElement.dataset.theme = theme;
  }
} catch {
  // Storage is forbidden (private windows, strict settings): the system's theme stands.
}
