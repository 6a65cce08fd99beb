/** Answers from decisions, and the short way to write those that are read off the objects themselves. */

import type { Decision } from '../../api/decision.ts';
import type { ObjectRef } from '../../api/object.ts';
import { asSentence } from '../sentence.ts';
import { ruleOfReason } from './rules.ts';
import { distinct, stepsFor } from './steps.ts';
import type { WhyAnswer, WhySource, WhyStep, WhyVerdict } from './why-model.ts';

/** Decisions that say that something is broken, not only that it takes time. */
const failures = new Set([
  'CrashLoopBackOff',
  'ErrImagePull',
  'ImagePullBackOff',
  'InvalidImageName',
  'CreateContainerConfigError',
  'ForcedRollback',
  'ClaimLost',
  'ProvisionerDown',
  'ProvisioningFailed',
  'StorageClassNotFound',
  'LivenessProbeFailing',
  'ReadinessProbeFailing',
  'StartupProbeFailing',
  'RequestRefused',
  'QuotaExceeded',
  'QuotaWantsRequests',
  'OutsideLimits',
  'ServiceAccountNotFound',
  'RunContainerError',
]);

/** Rules that keep something as somebody wished it. */
const wishes = new Set([
  'PartitionHolds',
  'OnDelete',
  'InsufficientPods',
  'SufficientPods',
  'Released',
  'Paused',
  'QuotaHasRoom',
  'QuotaExhausted',
  'TaintTolerated',
]);

function verdictOf({ reason, verdict }: Decision): WhyVerdict {
  if (failures.has(reason)) return 'fails';
  return wishes.has(reason) ? 'holds' : verdict;
}

/** A sentence that begins with its subject, and with a capital where it does not begin with a name. */
function sentence({ about, message }: Decision): string {
  return message.includes(about.name) ? asSentence(message, [about.name]) : `${about.name}: ${message}`;
}

export function answerOf(decision: Decision, source: WhySource): WhyAnswer {
  const { about, reason, blockedBy = [], untilMs } = decision;
  return {
    about,
    verdict: verdictOf(decision),
    reason,
    ...ruleOfReason(reason),
    what: sentence(decision),
    blockedBy,
    ...(untilMs !== undefined && untilMs > source.atMs ? { untilMs } : {}),
    steps: stepsFor(decision, source),
  };
}

interface Told {
  readonly verdict: WhyVerdict;
  readonly reason: string;
  readonly what: string;
  readonly blockedBy?: readonly ObjectRef[];
  readonly untilMs?: number | undefined;
  readonly steps?: readonly WhyStep[];
}

/** An answer that no decision gives: its rule is the text of its reason. */
export function tell(about: ObjectRef, { blockedBy = [], steps = [], untilMs, ...told }: Told): WhyAnswer {
  return {
    about,
    ...told,
    ...ruleOfReason(told.reason),
    blockedBy,
    ...(untilMs === undefined ? {} : { untilMs }),
    steps: distinct(steps),
  };
}
