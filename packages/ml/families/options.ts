import type { Issue } from '../errors';
import type { OptionSchema } from './types';

/** The last part of an option's path: its key in the object that holds it. */
export function keyOf(option: OptionSchema): string {
  return option.path.slice(option.path.lastIndexOf('/') + 1);
}

/** What is wrong with `values` under these options: unknown names, wrong types, values out of range. */
export function checkOptions(values: Record<string, unknown>, options: OptionSchema[], pointer: string): Issue[] {
  const names = options.map(keyOf);
  const unknown = Object.keys(values).filter((name) => !names.includes(name));
  const allowed = names.length > 0 ? `allowed are ${names.join(', ')}` : 'none are allowed';
  return [
    ...unknown.map((name) => ({ pointer: `${pointer}/${name}`, detail: `is not an option here; ${allowed}` })),
    ...options.flatMap((option) => {
      const value = values[keyOf(option)];
      const detail =
        value === undefined || (value === null && option.default === null) ? undefined : problem(value, option);
      return detail === undefined ? [] : [{ pointer: option.path, detail }];
    }),
  ];
}

/** `values` with every absent option at its default. */
export function withDefaults(values: Record<string, unknown>, options: OptionSchema[]): Record<string, unknown> {
  return { ...Object.fromEntries(options.map((option) => [keyOf(option), option.default])), ...values };
}

function problem(value: unknown, option: OptionSchema): string | undefined {
  switch (option.type) {
    case 'integer':
    case 'number': {
      const whole = option.type === 'integer';
      const fits = typeof value === 'number' && (whole ? Number.isInteger(value) : Number.isFinite(value));
      if (fits && value >= option.minimum && value <= option.maximum) return undefined;
      return `must be ${whole ? 'an integer' : 'a number'} from ${option.minimum} to ${option.maximum}`;
    }
    case 'integers': {
      const fits = (item: unknown) =>
        typeof item === 'number' && Number.isInteger(item) && item >= option.minimum && item <= option.maximum;
      if (Array.isArray(value) && value.length <= option.maxItems && value.every(fits)) return undefined;
      return `must be a list of at most ${option.maxItems} integers from ${option.minimum} to ${option.maximum}`;
    }
    case 'choice':
      return typeof value === 'string' && option.choices.includes(value)
        ? undefined
        : `must be one of ${option.choices.join(', ')}`;
    case 'boolean':
      return typeof value === 'boolean' ? undefined : 'must be true or false';
  }
}
