/**
 * What the API server must know of one kind: defaults, admission, validation, update rules. One file per kind in
 * resources/ exports such a definition; the generic request handling knows no kind by name.
 * Models apiserver/pkg/registry/rest strategies and the generated defaulting of each API group.
 */

import type { ApplyRule } from '../api/apply-schema.ts';
import type { FieldError } from '../api/field-error.ts';
import type { FeatureGates } from '../api/feature-gates.ts';
import type { JsonObject } from '../api/json.ts';
import type { KubeObject } from '../api/object.ts';
import type { ClusterReader } from '../api/reader.ts';
import type { ResourceRow } from '../api/scheme.ts';
import type { Random } from '../lib/random.ts';
import type { Decoded } from './decoding/decode.ts';
import type { TableColumn } from './tables/columns.ts';

/** What rules may look at. */
export interface RuleContext {
  readonly reader: ClusterReader;
  readonly featureGates: FeatureGates;
  readonly random: Random;
  /** Milliseconds since the Unix epoch, in the cluster's time. */
  readonly nowMs: number;
  /** True when nothing will be stored. */
  readonly dryRun?: boolean;
}

/**
 * Order on create: decode → `setDefaults` → metadata filled → `admit` → `prepareForCreate` → metadata and `validate`
 * → `checkAdmission` → quotas → store. On update: decode → `setDefaults` → `admit` → `prepareForUpdate` →
 * `validateUpdate` → `checkAdmission` → quotas → store (nothing is written when nothing changed). All functions return
 * new objects and never change their arguments; every rule must keep the identity of parts that it does not change, so
 * that unchanged specs stay reference-equal.
 */
export interface ResourceDefinition<T extends KubeObject = KubeObject> {
  readonly row: ResourceRow;
  /** Versioned defaults; idempotent. Models SetDefaults_* and SetObjectDefaults_*. */
  setDefaults?(object: T, context: RuleContext): T;
  /** Mutating and validating admission; throws StatusError to refuse. `old` is absent on create. */
  admit?(object: T, context: RuleContext, old?: T): T;
  /** Validating admission: comes after validation; throws StatusError to refuse. `old` is absent on create. */
  checkAdmission?(object: T, context: RuleContext, old?: T): void;
  /** Clears what a creator may not set (status …) and sets first values (generation, phase, clusterIP …). */
  prepareForCreate?(object: T, context: RuleContext): T;
  /** Keeps what an updater may not change (status …); raises `metadata.generation` where the kind does. */
  prepareForUpdate?(object: T, old: T, context: RuleContext): T;
  /** Kind-specific errors of a new object, in upstream's order; ObjectMeta is validated by the generic part with `validateName`. */
  validate(object: T, context: RuleContext): readonly FieldError[];
  validateUpdate(object: T, old: T, context: RuleContext): readonly FieldError[];
  /** Rules of the status subresource: from `object` only what that subresource may change is taken over. */
  prepareForStatusUpdate?(object: T, old: T, context: RuleContext): T;
  validateStatusUpdate?(object: T, old: T, context: RuleContext): readonly FieldError[];
  /** Messages about a bad `metadata.name` (of a `generateName` prefix when `prefix`). Default: DNS-1123 subdomain. */
  validateName?(name: string, prefix: boolean): readonly string[];
  /** Texts of `Warning` headers. */
  warnings?(object: T, old: T | undefined, context: RuleContext): readonly string[];
  /** Text of the `Warning` header that every request for the kind gets. */
  readonly deprecationWarning?: string;
  /** Values for field selectors besides metadata.name and metadata.namespace. */
  selectableFields?(object: T): Readonly<Record<string, string>>;
  /** An update without resourceVersion is taken (default true). */
  readonly allowUnconditionalUpdate?: boolean;
  /** PUT to an absent name creates it (default false). */
  readonly allowCreateOnUpdate?: boolean;
  /** Grace period of a deletion in seconds; a kind without this is deleted at once. Models CheckGracefulDelete. */
  gracePeriodSeconds?(object: T, requested: number | undefined): number;
  /** Refuses a deletion by throwing StatusError (namespaces). */
  beforeDelete?(object: T, context: RuleContext): void;
  /** What a first deletion makes of an object that the clean-up of something else holds; it is never removed at once. */
  markForDeletion?(object: T, context: RuleContext): T;
  /** Dependents stay when a deletion does not say what becomes of them (default: they go). Models DefaultGarbageCollectionPolicy. */
  readonly orphansDependents?: boolean;
  /** Of a version that objects are not stored in. */
  readonly otherVersion?: OtherVersion<T>;
  /** What only kinds have whose fields are not in `structure.ts`. */
  readonly custom?: CustomRules<T>;
}

/** The parts of request handling that the schema of a CustomResourceDefinition decides. */
export interface CustomRules<T extends KubeObject = KubeObject> {
  /** From a body that has the right kind to an object. Throws DecodeError. */
  decode(body: JsonObject): Decoded;
  /** A stored object as requests of this version see it. */
  present(stored: T): T;
  /** The schema itself, for whoever explains it. */
  readonly schema: JsonObject;
  readonly applyRule: ApplyRule;
  readonly columns: readonly TableColumn<T>[];
  /** Where the scale subresource finds its numbers. */
  readonly scale?: ScalePaths;
}

/**
 * How requests of another version are served: what is read is presented in it, what is written is defaulted by the
 * rules of this version, converted, and then handled by those of the stored one.
 */
export interface OtherVersion<T extends KubeObject = KubeObject> {
  readonly storage: ResourceDefinition;
  /** A stored object in this version; the same object gives the same result. */
  present(stored: KubeObject): T;
  /** The other way. Throws StatusError for what cannot be converted. */
  toStorage(object: T): KubeObject;
  readonly columns: readonly TableColumn<T>[];
}

/** Paths such as `.spec.replicas`. */
export interface ScalePaths {
  readonly specReplicasPath: string;
  readonly statusReplicasPath: string;
  readonly labelSelectorPath?: string;
}
