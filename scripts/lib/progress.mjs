/** Prints what happens, with the seconds since the start. */
export function createProgress() {
  const started = performance.now();
  return (line) => console.log(`[${((performance.now() - started) / 1000).toFixed(1).padStart(6)} s] ${line}`);
}
