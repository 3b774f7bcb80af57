import { posix } from 'node:path';
import { invalid } from './error';
import { STAGE_TAG } from './view';

/** Throws MlflowError where a registered model cannot have the name. */
export function checkModelName(name: string): void {
  if (name === '') throw invalid('Registered model name cannot be empty.');
  checkLength('Registered model name', name, 256);
  if (/[/:]/.test(name)) throw invalid(`Invalid model name: '${name}'. Names cannot contain '/' or ':'.`);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused
  if (/[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]/u.test(name)) {
    throw invalid('Invalid model name: it contains control or invisible characters.');
  }
  if (/^\.{1,2}$|^\s|\s$|^mdl_[0-9a-f]{32}$/.test(name) || name !== name.normalize('NFC')) {
    throw invalid(`Invalid model name: '${name}'. It would be taken for something else.`);
  }
}

export function checkAlias(alias: string): void {
  if (alias === '') throw invalid('Registered model alias name cannot be empty.');
  if (!/^[\w-]*$/.test(alias)) {
    throw invalid(
      `Invalid alias name: '${alias}'. Names may only contain alphanumerics, underscores (_), and dashes (-).`,
    );
  }
  checkLength('Registered model alias name', alias, 255);
  if (alias.toLowerCase() === 'latest') throw invalid("'latest' alias name (case insensitive) is reserved.");
  if (/^v\d+$/i.test(alias)) throw invalid(`Version alias name '${alias}' is reserved.`);
}

/** @param what `Registered model` or `Model version`; a run's and an experiment's tags say `Tag` */
export function checkTag(what: string, key: string, value: string): void {
  checkKey('tag', key);
  if (key === STAGE_TAG) throw invalid(`The tag '${STAGE_TAG}' is moved by transition-stage.`);
  checkLength(`${what} key`, key, 250);
  checkLength(`${what} value`, value, 5000);
}

/** Names of tags, params and metrics. */
export function checkKey(what: 'tag' | 'parameter' | 'metric', key: string): void {
  if (key === '') throw invalid(`${what.charAt(0).toUpperCase()}${what.slice(1)} name cannot be empty.`);
  if (!/^[/\p{L}\p{N}_.\- :]*$/u.test(key)) {
    const allowed = 'alphanumerics, underscores (_), dashes (-), periods (.), spaces ( ), colons (:), and slashes (/)';
    throw invalid(`Invalid ${what} name: '${key}'. Names may only contain ${allowed}.`);
  }
  const path = posix.normalize(key);
  if (path !== key || path === '.' || path.startsWith('..') || path.startsWith('/')) {
    throw invalid(
      `Invalid ${what} name: '${key}'. Names may be treated as files in certain cases, and must not resolve to other names when treated as such. This name would resolve to '${path}'`,
    );
  }
  checkLength(`${what === 'tag' ? 'Tag' : what === 'metric' ? 'Metric' : 'Param'} key`, key, 250);
}

export function checkLength(what: string, value: string, limit: number): void {
  if (value.length <= limit) return;
  throw invalid(`${what} '${value.slice(0, 250)}' had length ${value.length}, which exceeded length limit of ${limit}`);
}

/** Version numbers come as texts. */
export function versionNumber(version: string): number {
  if (!/^\d{1,9}$/.test(version)) throw invalid(`Parameter 'version' must be an integer, got '${version}'.`);
  return Number(version);
}
