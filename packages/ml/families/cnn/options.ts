import { activationOption } from '../activation';
import { embeddingOption } from '../tokens';
import type { OptionSchema } from '../types';

export const options: OptionSchema[] = [
  {
    path: '/architecture/channels',
    label: 'Channels',
    description: 'Feature maps of each block, first to last',
    type: 'integers',
    minimum: 1,
    maximum: 1024,
    maxItems: 10,
    default: [16, 32],
  },
  {
    path: '/architecture/kernel',
    label: 'Kernel',
    description: 'Cells that one convolution sees along each axis',
    type: 'integer',
    minimum: 1,
    maximum: 15,
    default: 3,
  },
  {
    path: '/architecture/normalization',
    label: 'Normalisation',
    description: 'What keeps the maps of a block in range',
    type: 'choice',
    choices: ['batch', 'none'],
    default: 'batch',
  },
  activationOption,
  {
    path: '/architecture/pool',
    label: 'Pooling',
    description: 'How each block halves its maps',
    type: 'choice',
    choices: ['max', 'average', 'none'],
    default: 'max',
  },
  {
    path: '/architecture/summary',
    label: 'Summary',
    description: 'How the last maps become one row: all cells, or one number per map',
    type: 'choice',
    choices: ['flatten', 'average', 'max'],
    default: 'flatten',
  },
  {
    path: '/architecture/layers',
    label: 'Hidden layers',
    description: 'Units of each dense layer before the output; may be empty',
    type: 'integers',
    minimum: 1,
    maximum: 4096,
    maxItems: 6,
    default: [64],
  },
  embeddingOption,
];
