/** Every duration of the simulated cluster in one place. All in milliseconds; ranges are drawn from the seeded generator. */

/** Bounds of a uniformly drawn duration, both inclusive. */
export interface DurationRange {
  readonly minMs: number;
  readonly maxMs: number;
}

export interface Timings {
  /** From a write to the controller that acts on it: informer delivery and work queue. */
  readonly reactionMs: number;
  readonly schedulingMs: DurationRange;
  readonly schedulerBackoffMs: { readonly firstMs: number; readonly maxMs: number };
  readonly provisioningMs: DurationRange;
  readonly attachMs: DurationRange;
  /** Sandbox and network of a Pod. */
  readonly sandboxMs: DurationRange;
  readonly imagePullMs: DurationRange;
  readonly slowImagePullMs: DurationRange;
  readonly containerStartMs: DurationRange;
  /** From SIGTERM to exit, for images that handle it. */
  readonly containerStopMs: DurationRange;
  readonly podRemovalMs: DurationRange;
  readonly imagePullBackoffMs: { readonly firstMs: number; readonly maxMs: number };
  readonly crashBackoffMs: { readonly firstMs: number; readonly maxMs: number; readonly resetAfterMs: number };
  readonly leaseRenewMs: number;
  readonly nodeStatusReportMs: number;
  readonly nodeMonitorPeriodMs: number;
  readonly nodeMonitorGraceMs: number;
  readonly podGcPeriodMs: number;
  readonly podGcQuarantineMs: number;
  readonly eventTtlMs: number;
}

export const defaultTimings: Timings = {
  reactionMs: 4,
  schedulingMs: { minMs: 15, maxMs: 40 },
  schedulerBackoffMs: { firstMs: 1000, maxMs: 10_000 },
  provisioningMs: { minMs: 900, maxMs: 1800 },
  attachMs: { minMs: 300, maxMs: 700 },
  sandboxMs: { minMs: 350, maxMs: 700 },
  imagePullMs: { minMs: 900, maxMs: 2400 },
  slowImagePullMs: { minMs: 25_000, maxMs: 40_000 },
  containerStartMs: { minMs: 250, maxMs: 600 },
  containerStopMs: { minMs: 300, maxMs: 1200 },
  podRemovalMs: { minMs: 150, maxMs: 400 },
  imagePullBackoffMs: { firstMs: 10_000, maxMs: 300_000 },
  crashBackoffMs: { firstMs: 10_000, maxMs: 300_000, resetAfterMs: 600_000 },
  leaseRenewMs: 10_000,
  nodeStatusReportMs: 300_000,
  nodeMonitorPeriodMs: 5000,
  nodeMonitorGraceMs: 50_000,
  podGcPeriodMs: 20_000,
  podGcQuarantineMs: 40_000,
  eventTtlMs: 3_600_000,
};
