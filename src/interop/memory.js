// What a reader's browser remembers of the posts that were opened in it: where one stopped, and what was read to its end.
// It is kept in that browser and nowhere else. Nothing here touches the page, the clock or the storage.
//
// Kept is a text of lines whose fields are separated by tabs. The first holds the version, the last sign of the reader (a
// minute since 1970, and its day) and the day of the last sign in the visit before; each other line a post: slug, state,
// and, if one stopped inside, the place. What cannot be read is left out.
//
// A place survives edits elsewhere in its post: `section` is the id of the heading above, empty before the first, and
// `block` how many blocks it is below that heading (0 is the heading itself, or the first block of the post).

/** The version of what is kept; another one is not read. */
const VERSION = '1';
/** How many posts are remembered: those opened last. */
const MOST = 300;
/** A visit ends when the reader is away for this many minutes. */
const PAUSE = 60;
/** A reader is well inside a post when this many screens of it are above. */
const INSIDE = 1.5;
/** The id of a heading that is longer than this is not kept. */
const LONGEST_ID = 200;

/** Everything that is remembered. */
export class Memory {
  #last = 0;
  #lastDay = '';
  #dayBefore = '';
  /** The one opened last first. */
  #posts = [];

  /** Reads what was kept. */
  constructor(text) {
    const [head, ...lines] = (text ?? '').split('\n');
    const [version, last, lastDay = '', dayBefore = ''] = head.split('\t');
    if (version !== VERSION) return;
    [this.#last, this.#lastDay, this.#dayBefore] = [Number(last) || 0, lastDay, dayBefore];
    this.#posts = lines
      .map(read)
      .filter(({ slug }) => slug)
      .slice(0, MOST);
  }

  /** What is to be kept. */
  toString() {
    const head = [VERSION, this.#last, this.#lastDay, this.#dayBefore];
    const lines = this.#posts.map(({ slug, isRead, place }) => [
      slug,
      isRead ? 'read' : '',
      ...(place ? [place.block, place.section] : []),
    ]);
    return [head, ...lines].map((fields) => fields.join('\t')).join('\n');
  }

  /** The reader is here: at a minute since 1970, which is on `day` (`2026-03-04`) where the reader is. */
  beginOrGoOn(minute, day) {
    if (minute - this.#last > PAUSE) this.#dayBefore = this.#lastDay;
    [this.#last, this.#lastDay] = [minute, day];
  }

  /** A post is opened. */
  open(slug) {
    const entry = this.#entry(slug) ?? { slug, isRead: false };
    this.#posts = [entry, ...this.#posts.filter((other) => other !== entry)].slice(0, MOST);
  }

  /**
   * Notes what is seen of an open post; says whether that changed anything. `glance` has the `place` at the top of the
   * screen, how many `screens` of the post are above it, whether its `end` is seen, how many `seconds` it has been open
   * and how many `minutes` it takes. A reader who has gone to the top, or has jumped to the end, has not stopped there:
   * the place from before stays.
   */
  note(slug, { place, screens, end, seconds, minutes }) {
    const entry = this.#entry(slug);
    if (!entry) return false;
    const before = this.toString();
    // Read, and not only jumped through: a tenth of the time that it takes, at most a minute.
    if (end && seconds >= Math.min(minutes * 6, 60)) {
      entry.isRead = true;
      delete entry.place;
    } else if (!end && screens >= INSIDE && canBeKept(place)) {
      entry.place = place;
    }
    return this.toString() !== before;
  }

  /** Where the reader stopped in a post, if that was well inside. */
  place(slug) {
    return this.#entry(slug)?.place;
  }

  /** Forgets where the reader stopped in a post. */
  forgetPlace(slug) {
    delete this.#entry(slug)?.place;
  }

  /**
   * What a list says of a post that was published on a day; the day may be empty. `New` came since the visit before and
   * was not opened yet: what came later on the day of that visit cannot be told from what was there, and counts as new.
   */
  mark(slug, day) {
    const entry = this.#entry(slug);
    if (!entry) return this.#dayBefore && day >= this.#dayBefore ? 'New' : '';
    if (entry.isRead) return 'Read';
    return entry.place ? 'Started' : '';
  }

  #entry(slug) {
    return this.#posts.find((entry) => entry.slug === slug);
  }
}

function read(line) {
  const [slug, state, block, section = ''] = line.split('\t');
  const entry = { slug, isRead: state === 'read' };
  return /^\d+$/.test(block) ? { ...entry, place: { section, block: Number(block) } } : entry;
}

const canBeKept = ({ section }) => section.length <= LONGEST_ID && !/\p{Cc}/u.test(section);
