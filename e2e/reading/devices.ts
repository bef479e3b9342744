/** The screens on which readers meet what the suite looks at. */
export const DEVICES = Object.entries({
  'a desktop': { width: 1280, height: 800 },
  'a phone': { width: 360, height: 740 },
});
