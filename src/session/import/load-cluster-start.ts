/** Loading of what an import needs: its own code, and the parts of the engine that the build has left out. */

import { loadLateParts } from '../load-late-parts.ts';

export async function loadClusterStart(): Promise<typeof import('./cluster-start.ts')> {
  const [module] = await Promise.all([import('./cluster-start.ts'), loadLateParts()]);
  return module;
}
