import { expect, test } from 'vitest';
import { emptyCard, nameFromFile, toCard } from './card-form';

test('a file gives its dataset a name that the API takes', () => {
  expect(nameFromFile('Credit risk (v2).csv.gz')).toBe('Credit-risk-v2');
});

test('an empty field is left out of the card', () => {
  const card = toCard({ ...emptyCard, name: 'credit', target: 'class' });
  expect(card).not.toHaveProperty('positive');
  expect(card).not.toHaveProperty('group');
});

test('a regression is not stratified and has no positive class', () => {
  const card = toCard({ ...emptyCard, task: 'regression', positive: 'bad' });
  expect(card.split.stratify).toBe(false);
  expect(card).not.toHaveProperty('positive');
});
