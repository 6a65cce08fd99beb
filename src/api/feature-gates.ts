/** Feature gates whose value can be seen from outside, with their defaults in 1.36. */

export interface FeatureGates {
  /** Off since 1.35.4: `rollingUpdate.maxUnavailable` of a StatefulSet is dropped and updates go one at a time. */
  readonly MaxUnavailableStatefulSet: boolean;
}

export const defaultFeatureGates: FeatureGates = { MaxUnavailableStatefulSet: false };
