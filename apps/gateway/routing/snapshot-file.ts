import { readFile, rename, writeFile } from 'node:fs/promises';
import { RoutingSnapshot } from '@gradus/contracts/routing';

/** The last snapshot that was served, or null when there is none that can be read. */
export async function readSnapshotFile(path: string): Promise<RoutingSnapshot | null> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch {
    return null;
  }
  const parsed = RoutingSnapshot.safeParse(parseJson(text));
  return parsed.success ? parsed.data : null;
}

/** Replaces the file in one step: a crash leaves the old one or the new one. */
export async function writeSnapshotFile(path: string, snapshot: RoutingSnapshot): Promise<void> {
  const temporary = `${path}.new`;
  await writeFile(temporary, JSON.stringify(snapshot));
  await rename(temporary, path);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
