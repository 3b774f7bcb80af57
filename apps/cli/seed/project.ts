import type { Client } from '@gradus/sdk';

type Body<M extends (body: never) => unknown> = Parameters<M>[0];
export type DemoRun = Omit<Body<Client['runs']['create']>, 'model' | 'dataset'>;
export type DemoPolicy = Body<Client['policies']['create']>;

/** One release of the story, and how far it goes. */
export interface DemoRelease {
  /** trains the version; matched by family, epochs, seed and label noise when the program runs again */
  run: DemoRun;
  policy: string;
  reason: string;
  /** released and rolled_back: replayed traffic drives it there; a stage: it is left there, in progress */
  until: 'released' | 'rolled_back' | { stage: number; candidateSamples: number };
}

/** A demo project: real data, and a story told by real releases under replayed traffic. */
export interface DemoProject {
  name: string;
  /** base name of the file and the card in the data folder */
  dataset: string;
  model: string;
  endpoint: string;
  /** requests a second while a rollout runs */
  rate: number;
  policies: DemoPolicy[];
  releases: DemoRelease[];
}
