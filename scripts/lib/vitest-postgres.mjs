// Starts one Postgres for a run of the integration tests, with a migrated database that each test file copies.
import pg from 'pg';
import { migrate } from '../../packages/db/migrate';
import { temporaryPostgres } from './postgres/temporary.mjs';
import { inRoot } from './root.mjs';

const template = 'gradus_template';

let server;

export async function setup(project) {
  server = await temporaryPostgres();
  try {
    const client = new pg.Client({ connectionString: server.url });
    await client.connect();
    await client.query(`CREATE DATABASE ${template}`);
    await client.end();
    const url = new URL(server.url);
    url.pathname = `/${template}`;
    await migrate(url.href, inRoot('prisma', 'migrations'));
  } catch (error) {
    await server.stop();
    throw error;
  }
  project.provide('postgresUrl', server.url);
  project.provide('templateDatabase', template);
}

export const teardown = () => server.stop();
