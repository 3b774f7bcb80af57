import type { OptionSchema } from '../types';

export const options: OptionSchema[] = [
  {
    path: '/architecture/layers',
    label: 'Layers',
    description: 'Blocks of attention and feed-forward',
    type: 'integer',
    minimum: 1,
    maximum: 12,
    default: 2,
  },
  {
    path: '/architecture/heads',
    label: 'Heads',
    description: 'Attentions side by side; must divide the width',
    type: 'integer',
    minimum: 1,
    maximum: 32,
    default: 4,
  },
  {
    path: '/architecture/width',
    label: 'Width',
    description: 'Numbers that stand for one token',
    type: 'integer',
    minimum: 1,
    maximum: 1024,
    default: 64,
  },
  {
    path: '/architecture/feedForward',
    label: 'Feed-forward',
    description: 'Units of the dense layer inside each block',
    type: 'integer',
    minimum: 1,
    maximum: 4096,
    default: 128,
  },
  {
    path: '/architecture/summary',
    label: 'Summary',
    description: 'How the tokens become one row: their mean, or the largest of each number',
    type: 'choice',
    choices: ['mean', 'max'],
    default: 'mean',
  },
];
