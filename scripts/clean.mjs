// Removes what the compiler writes, so that a deleted source file leaves nothing behind in the package.
import { rmSync } from 'node:fs';

for (const folder of ['dist', 'build']) {
  rmSync(new URL(`../${folder}`, import.meta.url), { recursive: true, force: true });
}
