import { createHash } from 'node:crypto';

const PREFIX = 'gr_';

/** An API key of 256 random bits. */
export const newSecret = (random: Uint8Array): string => PREFIX + Buffer.from(random).toString('base64url');

/** A fast hash is enough: the key is random, not chosen. */
export const hashSecret = (secret: string): string => createHash('sha256').update(secret).digest('hex');

/** What a person may see of it later. */
export const shownPrefix = (secret: string): string => secret.slice(0, 10);
