import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { examples } from '../../manifest/examples/catalogue.ts';
import type { Session } from '../session-contract.ts';
import { createSession } from '../session.ts';
import { scenarioNamed, situations } from './scenarios.ts';

async function open(search: string): Promise<Session> {
  const loadExample = (file: string): Promise<string> => readFile(`public/examples/${file}`, 'utf8');
  const session = createSession({ search, loadExample });
  await session.ready;
  return session;
}

function podsOf(session: Session): readonly string[] {
  return session.store
    .getState()
    .moment.reader.list('pods', 'default')
    .map(({ metadata, status }) => {
      const isReady = status.conditions?.some((condition) => condition.type === 'Ready' && condition.status === 'True');
      const waiting = status.containerStatuses?.[0]?.state?.waiting?.reason;
      return `${metadata.name.replace(/^.*-(?=\d+$)/, '')} ${waiting ?? (isReady ? 'Ready' : status.phase)}`;
    });
}

const reasonsOf = (session: Session): readonly string[] =>
  session.store.getState().moment.decisions.map(({ reason }) => reason);

/** What is to be seen in each situation: its Pods by ordinal, and a reason that is given for them. */
const seen: Readonly<Record<string, readonly [pods: readonly string[], reason?: string]>> = {
  'stuck-rollout': [['0 Ready', '1 Ready', '2 ImagePullBackOff'], 'UpdateNotReady'],
  'unbound-claim': [['0 Pending'], 'StorageClassNotFound'],
  'node-failure': [['0 Ready', '1 Running', '2 Ready'], 'NodeSilent'],
  'pdb-drain': [['0 Ready', '1 Ready', '2 Pending'], 'Unschedulable'],
  'partition-canary': [['0 Ready', '1 Ready', '2 Ready']],
  'scale-down-blocked': [['0 CrashLoopBackOff', '1 Ready', '2 Ready'], 'ScaleDownWaitsForReplicas'],
  'kept-claims': [['0 Ready']],
  'provisioner-down': [['0 Pending'], 'ProvisionerDown'],
};

describe('situations', () => {
  it.each(situations.map(({ id }) => id))('%s shows what it says', async (id) => {
    const session = await open(`?scenario=${id}`);
    const [pods, reason] = seen[id]!;
    expect(session.store.getState().notices).toEqual([]);
    expect(podsOf(session)).toEqual(pods);
    if (reason) expect(reasonsOf(session)).toContain(reason);
    // Its link comes to the same.
    const again = createSession({ link: new URL(session.shareLink('http://localhost/')).hash });
    await again.ready;
    expect(podsOf(again)).toEqual(pods);
  });

  it('of the canary: one Pod alone has the new revision', async () => {
    const { reader } = (await open('?scenario=partition-canary')).store.getState().moment;
    const revisions = reader
      .list('pods', 'default')
      .map(({ metadata }) => metadata.labels?.['controller-revision-hash']);
    expect(revisions[0]).toBe(revisions[1]);
    expect(revisions[2]).not.toBe(revisions[0]);
  });

  it('of the kept claims: three claims, one Pod', async () => {
    const { reader } = (await open('?scenario=kept-claims')).store.getState().moment;
    expect(reader.list('persistentvolumeclaims', 'default')).toHaveLength(3);
  });

  it('are examples too, and have names of their own', () => {
    expect(examples.filter(({ id }) => !scenarioNamed(id))).toEqual([]);
    expect(examples.filter(({ id }) => situations.some((situation) => situation.id === id))).toEqual([]);
    expect(scenarioNamed('valkeycluster')?.examples).toEqual(['valkeycluster-definition', 'valkeycluster']);
    expect(scenarioNamed('constructor')).toBeUndefined();
  });
});
