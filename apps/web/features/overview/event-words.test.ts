import { expect, test } from 'vitest';
import { subjectName } from './event-words';

test.each([
  ['its name, as it is now', { name: 'old' }, { name: 'new' }, 'new'],
  ['as it was, when it is gone', { name: 'ci' }, null, 'ci'],
  ['where it goes', null, { endpoint: 'credit-prod', status: 'approved' }, 'credit-prod'],
  ['nothing to tell', null, { status: 'approved' }, null],
])('a subject is called by %s', (_, before, after, name) => {
  expect(subjectName({ before, after })).toBe(name);
});
