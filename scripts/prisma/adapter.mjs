import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum } from '@prisma/driver-adapter-utils';

const OID_CHAR = 18;
const OID_VARCHAR = 1043;

/** adapter-pg as the schema engine needs it: whole scripts, shadow databases, the catalog's "char" type. */
export function createAdapterFactory(url) {
  const { hostname, port, username, password, pathname, searchParams } = new URL(url);
  const config = {
    // separate fields, because a connection string would win over `database`
    host: hostname,
    port: Number(port || 5432),
    user: decodeURIComponent(username),
    password: decodeURIComponent(password),
    database: decodeURIComponent(pathname.slice(1)),
  };
  const schema = searchParams.get('schema') ?? undefined;
  const connect = async (database) =>
    readingChars(runningScripts(await new PrismaPg({ ...config, database }, { schema }).connect()));

  const factory = new PrismaPg(config);
  factory.connect = () => connect(config.database);
  factory.connectToShadowDb = () => connectToShadow(connect, config.database);
  return bindMigrationAwareSqlAdapterFactory(factory);
}

/** adapter-pg drops its shadow database before it closes its own connections to it, which fails: close first. */
async function connectToShadow(connect, database) {
  const admin = await connect(database);
  const name = `prisma_migrate_shadow_db_${crypto.randomUUID()}`;
  await admin.executeScript(`CREATE DATABASE "${name}"`);
  const shadow = await connect(name);
  const close = shadow.dispose.bind(shadow);
  shadow.dispose = async () => {
    await close();
    await admin.executeScript(`DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`);
    await admin.dispose();
  };
  return shadow;
}

/** adapter-pg splits a script at every semicolon, also at those inside a function's body. */
function runningScripts(adapter) {
  adapter.executeScript = async (script) => {
    await adapter.client.query(script);
  };
  return adapter;
}

/** adapter-pg knows no mapping for Postgres' internal "char", which the engine reads from the catalog. */
function readingChars(adapter) {
  const { performIO, queryRaw, startTransaction } = adapter;
  adapter.performIO = async function (query) {
    const result = await performIO.call(this, query);
    result.fields?.forEach((field, index) => {
      if (field.dataTypeID !== OID_CHAR) return;
      result.rows.charColumns ??= [];
      result.rows.charColumns.push(index);
      field.dataTypeID = OID_VARCHAR;
    });
    return result;
  };
  adapter.queryRaw = async function (query) {
    const result = await queryRaw.call(this, query);
    for (const index of result.rows.charColumns ?? []) result.columnTypes[index] = ColumnTypeEnum.Character;
    return result;
  };
  if (startTransaction) {
    adapter.startTransaction = async function (...args) {
      return readingChars(await startTransaction.apply(this, args));
    };
  }
  return adapter;
}
