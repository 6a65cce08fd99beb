/**
 * What a page can do without until somebody acts: found by running the first example under coverage. A module belongs
 * here when it is not run then and the first load would hold it otherwise; what only such modules import follows them.
 */
export const lateModules: readonly string[] = `
api/label-selector.ts
api/quota/amounts.ts
api/quota/scopes.ts
apiserver/custom/accept-names.ts
apiserver/custom/definition.ts
apiserver/decoding/json-text.ts
apiserver/patch/apply.ts
apiserver/patch/scale-managers.ts
apiserver/resources/clusterrole.ts
apiserver/resources/clusterrolebinding.ts
apiserver/resources/customresourcedefinition.ts
apiserver/resources/deployment.ts
apiserver/resources/flat-metrics.ts
apiserver/resources/horizontalpodautoscaler-v1.ts
apiserver/resources/horizontalpodautoscaler.ts
apiserver/resources/ingress.ts
apiserver/resources/ingressclass.ts
apiserver/resources/internal-form.ts
apiserver/resources/job.ts
apiserver/resources/limitrange.ts
apiserver/resources/networkpolicy.ts
apiserver/resources/poddisruptionbudget.ts
apiserver/resources/replicaset.ts
apiserver/resources/resourcequota.ts
apiserver/resources/role.ts
apiserver/resources/rolebinding.ts
apiserver/resources/secret.ts
apiserver/storage-version-hashes.ts
apiserver/subresources/connect.ts
apiserver/subresources/eviction.ts
apiserver/subresources/finalize.ts
apiserver/subresources/proxy.ts
apiserver/table.ts
apiserver/unsimulated.ts
apiserver/verbs/apply.ts
apiserver/verbs/delete-collection.ts
apiserver/verbs/delete.ts
apiserver/verbs/list.ts
apiserver/verbs/watch.ts
controllers/deployment/annotations.ts
controllers/deployment/plan.ts
controllers/deployment/replica-sets.ts
controllers/deployment/sizes.ts
controllers/deployment/status.ts
controllers/disruption-plan.ts
controllers/disruption-target.ts
controllers/job/plan.ts
controllers/node-pods.ts
controllers/pod-from-template.ts
controllers/refused-request.ts
controllers/replicaset/plan.ts
controllers/scheduler/evict-victims.ts
controllers/scheduler/preemption.ts
controllers/scheduler/volume-assumption.ts
kubectl/commands/apply-last-applied.ts
kubectl/commands/apply-patch.ts
kubectl/help-texts/apply-texts.ts
kubectl/help-texts/flag-usages.ts
kubectl/old-dry-run.ts
kubectl/output/custom-columns.ts
kubectl/output/kyaml.ts
kubectl/output/template-printers.ts
kubectl/output/yaml.ts
kubectl/suggestions.ts
lib/block-diff.ts
manifest/examples/catalogue.ts
manifest/locate.ts
manifest/yaml/scan-tag.ts
node/backoff.ts
node/container-end.ts
node/container-process.ts
node/images/program-sets.ts
node/lost-pod.ts
node/pod-connection.ts
node/probe-outcome.ts
node/shell/process.ts
node/visit.ts
session/diagnose.ts
session/replay.ts
session/share/link.ts
session/share/scenarios.ts
session/share/shared-file.ts
sim/past-read.ts
`
  .trim()
  .split('\n');

/** Tables with a row for each type of the API. A first visit needs a few of the types. */
export const tablesOfTypes = {
  'api/schema/structure.ts': ['structure'],
  'apiserver/decoding/go-fields.ts': ['pointerScalars', 'valueStructs', 'printedZeros'],
  'apiserver/decoding/go-type-names.ts': ['namedTypes'],
};
