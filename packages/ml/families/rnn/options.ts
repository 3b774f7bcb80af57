import { embeddingOption } from '../tokens';
import type { OptionSchema } from '../types';

export const options: OptionSchema[] = [
  {
    path: '/architecture/cell',
    label: 'Cell',
    description: 'What remembers from one step to the next',
    type: 'choice',
    choices: ['lstm', 'gru', 'simple'],
    default: 'lstm',
  },
  {
    path: '/architecture/units',
    label: 'Units',
    description: 'Numbers that each layer remembers, per direction',
    type: 'integer',
    minimum: 1,
    maximum: 1024,
    default: 64,
  },
  {
    path: '/architecture/layers',
    label: 'Layers',
    description: 'Recurrent layers on top of each other',
    type: 'integer',
    minimum: 1,
    maximum: 4,
    default: 1,
  },
  {
    path: '/architecture/bidirectional',
    label: 'Both directions',
    description: 'Also reads from the end to the start',
    type: 'boolean',
    default: false,
  },
  {
    path: '/architecture/summary',
    label: 'Summary',
    description: 'Which answers count: the last, their mean, the largest over time, or each at its place',
    type: 'choice',
    choices: ['last', 'mean', 'max', 'flatten'],
    default: 'last',
  },
  embeddingOption,
];
