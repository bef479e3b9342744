// @ts-check
/** Rules by which a step makes the network worse: answers that do not come, come late, or are errors. */

/**
 * @import { Session } from './session.mjs'
 *
 * @typedef {object} NetworkRule
 * @property {'block' | 'fail' | 'delay'} kind
 * @property {RegExp} url
 * @property {number} [status]
 * @property {number} [ms]
 * @property {number} [times] how often it still applies
 */

/**
 * @param {Session} session
 * @param {any} urls a glob, a list of them, or an object with `url` and options
 * @param {(rule: object) => Omit<NetworkRule, 'url'>} make
 */
export function addRules(session, urls, make) {
  for (const item of [urls].flat()) {
    const { url, ...options } = typeof item === 'string' ? { url: item } : item;
    for (const glob of [url].flat()) session.rules.push({ ...make(options), url: globPattern(glob) });
  }
}

/**
 * @param {Session} session
 * @param {any} urls `true` drops all
 */
export function dropRules(session, urls) {
  const patterns = urls === true ? null : [urls].flat().map((item) => String(globPattern(item.url ?? item)));
  session.rules = session.rules.filter((rule) => patterns !== null && !patterns.includes(String(rule.url)));
}

/**
 * A glob over a whole address or path; `*` also matches slashes.
 *
 * @param {string} glob
 */
export function globPattern(glob) {
  const body = glob.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replace(/\*+/g, '.*');
  return new RegExp(`${/^(\*|https?:)/.test(glob) ? '^' : '(^|/)'}${body}$`);
}
