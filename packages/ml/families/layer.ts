import { MlError } from '../errors';

/** Builds one layer; shapes that do not fit become a refusal that names the layer and both shapes. */
export function layer<T>(name: string, pointer: string, build: () => T): T {
  try {
    return build();
  } catch (cause) {
    if (!(cause instanceof Error) || cause instanceof MlError || !cause.message.includes('fit')) throw cause;
    const detail = `${name}: ${cause.message}`;
    throw new MlError('invalid_config', detail, [{ pointer, detail }], { cause });
  }
}
