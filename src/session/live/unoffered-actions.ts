/** What a session does and a real cluster cannot. The page offers none of it; keys and links come here all the same. */

import { SessionBase } from '../session-base.ts';

export abstract class UnofferedActions extends SessionBase {
  advance(): void {}
  play(): void {}
  pause(): void {}
  setSpeed(): void {}
  passTime(): void {}
  setFault(): void {}
  undoFork(): void {}
  reset(): void {}
  endOpening(): void {}
  backToDraft(): void {}

  filesOf(): readonly [] {
    return [];
  }

  keptDraft(): undefined {
    return undefined;
  }

  openExample(): Promise<undefined> {
    return Promise.resolve(undefined);
  }

  openLink(): Promise<void> {
    return Promise.resolve();
  }

  openSharedFile(): Promise<void> {
    return Promise.resolve();
  }

  importCluster(): Promise<undefined> {
    return Promise.resolve(undefined);
  }

  imported(): undefined {
    return undefined;
  }

  leaveImport(): void {}

  exportFolder(): Promise<never> {
    return Promise.reject(new Error('a cluster that is only followed is not exported'));
  }

  reporter(): Promise<never> {
    return Promise.reject(new Error('a cluster that is only followed is not reported'));
  }

  shareLink(base: string): string {
    return base;
  }
}
