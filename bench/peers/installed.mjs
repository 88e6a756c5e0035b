// Peers are packages that need not be there.

/** What `load` makes of a package; undefined, and a line, where that is not installed. */
export async function ifInstalled(name, log, load) {
  try {
    return await load();
  } catch (error) {
    if (error.code !== 'MODULE_NOT_FOUND' && error.code !== 'ERR_MODULE_NOT_FOUND') throw error;
    log(`left out: ${name} is not installed`);
    return undefined;
  }
}
