import { expect, test } from 'vitest';
import { en } from './en';
import { zh } from './zh';

type Tree = { [key: string]: string | Tree };

function leaves(tree: Tree, path = ''): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string' ? [[path + key, value]] : leaves(value, `${path}${key}.`),
  );
}

const placeholders = (message: string) =>
  [...new Set([...message.matchAll(/\{(\w+)/g)].map((match) => match[1]))].sort();

test('English and Chinese have the same keys', () => {
  expect(leaves(zh).map(([key]) => key)).toEqual(leaves(en).map(([key]) => key));
});

test('no message is empty', () => {
  const empty = [...leaves(en), ...leaves(zh)].filter(([, message]) => message.trim() === '');
  expect(empty).toEqual([]);
});

test('both languages use the same placeholders', () => {
  const chinese = new Map(leaves(zh));
  const different = leaves(en).filter(
    ([key, message]) => placeholders(message).join() !== placeholders(chinese.get(key) ?? '').join(),
  );
  expect(different.map(([key]) => key)).toEqual([]);
});
