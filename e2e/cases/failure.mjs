// @ts-check
/** What a case expected and what was seen instead, told in one line. */
export class Failure extends Error {}
