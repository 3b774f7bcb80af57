import { appendFileSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { migrate } from './migrate';
import { createTestDb, type TestDb } from './testing';

const committed = join(import.meta.dirname, '../../prisma/migrations');

describe('migrations', () => {
  let db: TestDb;
  let folder: string;

  beforeAll(async () => {
    db = await createTestDb();
  });
  afterAll(() => db.drop());
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'gradus-migrations-'));
    cpSync(committed, folder, { recursive: true });
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const add = (name: string, sql: string) => {
    mkdirSync(join(folder, name));
    writeFileSync(join(folder, name, 'migration.sql'), sql);
  };

  it('have nothing to do on a database that is up to date', async () => {
    expect(await migrate(db.url, folder)).toEqual([]);
  });

  it('apply a new one once, however many processes start at the same time', async () => {
    add('9001_fruit', 'CREATE TABLE fruit (name text)');
    const applied = await Promise.all([migrate(db.url, folder), migrate(db.url, folder), migrate(db.url, folder)]);
    expect(applied.flat()).toEqual(['9001_fruit']);
  });

  it('leave nothing of one that fails', async () => {
    add('9001_fruit', 'CREATE TABLE fruit (name text)');
    add('9002_broken', 'CREATE TABLE half (name text); SELECT 1 / 0');
    await expect(migrate(db.url, folder)).rejects.toThrow('Migration 9002_broken failed: division by zero');
    const { rows } = await db.pool.query("SELECT to_regclass('half') AS half");
    expect(rows).toEqual([{ half: null }]);
  });

  it('refuse a database that another history made', async () => {
    add('9001_fruit', 'CREATE TABLE fruit (name text)');
    appendFileSync(join(folder, '0001_init', 'migration.sql'), '-- edited\n');
    await expect(migrate(db.url, folder)).rejects.toThrow('Migration 0001_init is not the one');
  });

  it('refuse a database that is newer than the program', async () => {
    await expect(migrate(db.url, folder)).rejects.toThrow('The database is newer than this program: it has 9001_fruit');
  });
});

describe('the schema', () => {
  let db: TestDb;

  beforeAll(async () => {
    db = await createTestDb();
  });
  afterAll(() => db.drop());

  it('lets nobody change the audit log', async () => {
    await db.pool.query(
      `INSERT INTO audit_entries (at, actor_kind, actor_id, actor_name, action, subject_type, subject_id, prev_hash, hash)
       VALUES (now(), 'system', 's', 's', 'model.create', 'model', 'm', '', 'h')`,
    );
    const refusal = 'audit_entries is append-only';
    await expect(db.pool.query(`UPDATE audit_entries SET action = 'x'`)).rejects.toThrow(refusal);
    await expect(db.pool.query('DELETE FROM audit_entries')).rejects.toThrow(refusal);
    await expect(db.pool.query('TRUNCATE audit_entries')).rejects.toThrow(refusal);
  });
});
