import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { PlainError } from './errors.mjs';
import { inRoot } from './root.mjs';

/** What `npm start` is told, by environment and arguments. */
export function readSettings(env = process.env, args = process.argv.slice(2)) {
  return {
    home: resolve(env.GRADUS_HOME || inRoot('.gradus')),
    webPort: port(env, 'PORT', 3000),
    gatewayPort: port(env, 'GATEWAY_PORT', 8080),
    postgresPort: port(env, 'POSTGRES_PORT', 54329),
    databaseUrl: env.DATABASE_URL || undefined,
    redisUrl: env.REDIS_URL || undefined,
    demo: demo(args),
  };
}

function port(env, name, fallback) {
  const value = env[name] ? Number(env[name]) : fallback;
  if (Number.isInteger(value) && value >= 1 && value <= 65_535) return value;
  throw new PlainError(`${name} must be a port between 1 and 65535, not ${env[name]}.`);
}

function demo(args) {
  const options = { demo: { type: 'string', default: 'all' } };
  let values;
  try {
    values = parseArgs({ args, options }).values;
  } catch (error) {
    throw new PlainError(error.message);
  }
  if (values.demo === 'all' || values.demo === 'none') return values.demo;
  throw new PlainError(`--demo is \`all\` or \`none\`, not ${values.demo}.`);
}
