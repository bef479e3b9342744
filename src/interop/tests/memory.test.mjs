import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Memory } from '../memory.js';

const MOST = 300;
const inside = (section, block) => ({
  place: { section, block },
  screens: 2,
  end: false,
  seconds: 9,
  minutes: 10,
});
const atEnd = (seconds) => ({ ...inside('end', 3), end: true, seconds });

function opened(slug) {
  const memory = new Memory();
  memory.beginOrGoOn(1_000, '2026-03-04');
  memory.open(slug);
  return memory;
}

test('a place is kept once the reader is well inside', () => {
  const memory = opened('a');
  assert(!memory.note('a', { ...inside('one', 2), screens: 1.4 }));
  assert.deepEqual([memory.place('a'), memory.mark('a', '2026-03-04')], [undefined, '']);
  assert(memory.note('a', inside('one', 2)));
  assert(!memory.note('a', inside('one', 2)));
  assert.deepEqual(memory.place('a'), { section: 'one', block: 2 });
  assert.equal(memory.mark('a', ''), 'Started');
  memory.open('a');
  memory.note('a', { ...inside('', 0), screens: 0 });
  assert.equal(memory.place('a').section, 'one');
  memory.forgetPlace('a');
  assert.equal(memory.mark('a', ''), '');
});

test('a post is read when its end is seen after a while', () => {
  const memory = opened('a');
  memory.note('a', inside('one', 2));
  assert(!memory.note('a', atEnd(59)), 'jumped there');
  assert.equal(memory.place('a').section, 'one');
  assert(memory.note('a', atEnd(60)));
  assert.deepEqual([memory.place('a'), memory.mark('a', '')], [undefined, 'Read']);
  memory.note('a', inside('two', 0));
  assert.equal(memory.mark('a', ''), 'Read', 'it stays read, however often it is opened');
  assert.equal(memory.place('a').section, 'two');
  memory.open('b');
  assert(memory.note('b', { ...atEnd(6), minutes: 1 }));
});

test('posts are new that came since the visit before', () => {
  const memory = new Memory();
  memory.beginOrGoOn(10_000, '2026-03-04');
  assert.equal(memory.mark('a', '2026-03-05'), '', 'on a first visit nothing is');
  memory.beginOrGoOn(10_060, '2026-03-04');
  assert.equal(memory.mark('a', '2026-03-05'), '', 'the visit goes on');
  memory.beginOrGoOn(14_000, '2026-03-07');
  memory.beginOrGoOn(14_030, '2026-03-07');
  assert.equal(memory.mark('a', '2026-03-03'), '');
  assert.equal(memory.mark('a', ''), '');
  assert.equal(memory.mark('a', '2026-03-04'), 'New');
  memory.open('a');
  assert.equal(memory.mark('a', '2026-03-05'), '');
});

test('what is kept is read back', () => {
  const memory = opened('a');
  memory.open('b');
  memory.note('b', inside('größe-x', 7));
  memory.open('c');
  memory.note('c', atEnd(100));
  memory.beginOrGoOn(5_000, '2026-03-09');
  const text = '1\t5000\t2026-03-09\t2026-03-04\nc\tread\nb\t\t7\tgröße-x\na\t';
  assert.equal(String(memory), text);
  assert.equal(String(new Memory(text)), text);
});

test('what cannot be read is left out', () => {
  const empty = String(new Memory());
  for (const text of [null, '', '2\t5\tx\ty\na\tread', '{"posts":[]}', '\0', '1'])
    assert.equal(String(new Memory(text)), empty, JSON.stringify(text));
  const memory = new Memory('1\tsoon\t\t\n\n\tread\na\tread\nb\tno\tmany\tx\nc\t\t3');
  assert.equal(memory.mark('a', ''), 'Read');
  assert.deepEqual([memory.place('b'), memory.place('c').block], [undefined, 3]);
  assert.equal(String(memory).split('\n').length, 4);
});

test('the memory is bounded', () => {
  const memory = opened('first');
  for (let number = 0; number < MOST; number += 1) {
    memory.open(`post-${number}`);
    memory.note(`post-${number}`, inside('x'.repeat(201), 1));
  }
  assert(!memory.note('first', inside('one', 2)));
  const longer = memory + '\nanother\tread'.repeat(10);
  assert.equal(String(new Memory(longer)).split('\n').length, 1 + MOST);
  assert.equal(memory.place('post-7'), undefined, 'an id of any length would not be bounded');
  memory.note('post-7', inside('a\tb', 1));
  assert.equal(memory.place('post-7'), undefined, 'and a tab would break the line');
});
