import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import * as bindings from '@prisma/schema-engine-wasm/schema_engine_bg';

/** The schema engine over the given datamodel files; it connects only when a method needs a database. */
export async function loadEngine(datamodelFiles, adapterFactory) {
  const wasmFile = createRequire(import.meta.url)
    .resolve('@prisma/schema-engine-wasm/schema_engine_bg')
    .replace(/\.js$/, '.wasm');
  const wasm = new WebAssembly.Instance(new WebAssembly.Module(readFileSync(wasmFile)), {
    './schema_engine_bg.js': bindings,
  });
  bindings.__wbg_set_wasm(wasm.exports);
  wasm.exports.__wbindgen_start();
  globalThis.PRISMA_WASM_PANIC_REGISTRY = { set_message: (message) => process.stderr.write(`${message}\n`) };

  // none, rather than an empty list, which the engine does not take
  const datamodels =
    datamodelFiles.length > 0 ? datamodelFiles.map((file) => [file, readFileSync(file, 'utf8')]) : undefined;
  const log = (line) => process.env.DEBUG && process.stderr.write(`${line}\n`);
  return bindings.SchemaEngine.new({ datamodels }, log, adapterFactory);
}
