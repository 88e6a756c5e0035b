const told = new Set<string>();

/** Prints a warning the first time it comes up in this process. */
export function warnOnce(text: string): void {
  if (told.has(text)) return;
  told.add(text);
  const { process } = globalThis as { process?: { emitWarning?: (text: string, type: string) => void } };
  if (process?.emitWarning === undefined) console.warn(text);
  else process.emitWarning(text, 'NfoldWarning');
}
