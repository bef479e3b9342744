// @ts-check

/**
 * Runs in the browser, where DOMPurify is loaded: which bodies it changes when it is set up from our list alone.
 *
 * @param {{ list: import('./hostile-site.mjs').AllowList, posts: import('./hostile-site.mjs').HostilePost[] }} input
 * @returns {string[]}
 */
export function disagreements({ list, posts }) {
  const purifier = /** @type {any} */ (window).DOMPurify();
  /** @type {Map<string, Set<string>>} */
  const attributesOf = new Map();
  for (const [element, names] of list.attributes) {
    attributesOf.set(element, new Set([...(attributesOf.get(element) ?? []), ...names]));
  }
  const isAllowed = (/** @type {string} */ element, /** @type {string} */ attribute) =>
    list.globalAttributes.includes(attribute) || attributesOf.get(element)?.has(attribute) === true;

  const all = [...list.globalAttributes, ...list.attributes.flatMap(([, names]) => names)];
  const options = {
    RETURN_DOM: true,
    ALLOWED_TAGS: [...list.elements, ...list.svgElements, ...list.mathmlElements, '#text'],
    ALLOWED_ATTR: all,
    // It takes every attribute for an address that it does not know.
    ADD_URI_SAFE_ATTR: all.filter(
      (name) => !list.urlAttributes.includes(name) && !/href$|^srcset$/.test(name),
    ),
    ALLOW_DATA_ATTR: false,
    ALLOW_ARIA_ATTR: false,
    ALLOWED_URI_REGEXP: new RegExp(
      `^(?:(?:${list.schemes.join('|')}):|[^a-z]|[a-z+.-]+(?:[^a-z+.\\-:]|$))`,
      'i',
    ),
    // No element of the list can take the place of a member of the document: `watchPages` looks at that. Headings
    // are often called Links, Forms or Images.
    SANITIZE_DOM: false,
    // The result is not read as XML.
    SAFE_FOR_XML: false,
  };
  purifier.addHook('uponSanitizeAttribute', (/** @type {Element} */ node, /** @type {any} */ data) => {
    if (!isAllowed(node.localName.toLowerCase(), data.attrName.toLowerCase())) data.keepAttr = false;
  });

  return posts.flatMap(({ name, html }) => {
    // Blanks at the start of a document are lost.
    const whole = `<div>${html}</div>`;
    const read = new DOMParser().parseFromString(whole, 'text/html').body;
    // It takes the blanks around values away.
    for (const element of read.querySelectorAll('*')) {
      for (const attribute of element.attributes) {
        attribute.value = attribute.value.trim();
      }
    }
    const purified = purifier.sanitize(whole, options);
    if (purified.isEqualNode(read)) return [];
    return [`${name}: ${read.innerHTML}\nbecomes: ${purified.innerHTML}`];
  });
}
