/** Recorded cases that cannot be met, as `corpus/name`, each with the reason. They still count as not agreeing. */
export const exceptions: Readonly<Record<string, string>> = {};
