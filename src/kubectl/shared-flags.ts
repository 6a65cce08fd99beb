/** Flags that many commands have in common, with upstream's usage texts, and the global ones. */

import type { FlagSpec } from './flags.ts';

const formats =
  'json, yaml, kyaml, name, go-template, go-template-file, template, templatefile, jsonpath, jsonpath-as-json, jsonpath-file';

/** Flags of `genericclioptions.PrintFlags`. */
export const printFlags: readonly FlagSpec[] = [
  {
    name: 'allow-missing-template-keys',
    type: 'bool',
    default: 'true',
    usage:
      'If true, ignore any errors in templates when a field or map key is missing in the template. Only applies to golang and jsonpath output formats.',
  },
  { name: 'output', shorthand: 'o', type: 'string', usage: `Output format. One of: (${formats}).` },
  {
    name: 'show-managed-fields',
    type: 'bool',
    usage: 'If true, keep the managedFields when printing objects in JSON or YAML format.',
  },
  {
    name: 'template',
    type: 'string',
    usage:
      'Template string or path to template file to use when -o=go-template, -o=go-template-file. The template format is golang templates [http://golang.org/pkg/text/template/#pkg-overview].',
  },
];

/** `-f`, `-k` and `-R`; the usage of `-f` differs from command to command. */
export function filenameFlags(
  filenameUsage: string,
  kustomize = 'Process the kustomization directory.',
): readonly FlagSpec[] {
  return [
    { name: 'filename', shorthand: 'f', type: 'strings', usage: filenameUsage },
    {
      name: 'kustomize',
      shorthand: 'k',
      type: 'string',
      usage: `${kustomize} This flag can't be used together with -f or -R.`,
    },
    {
      name: 'recursive',
      shorthand: 'R',
      type: 'bool',
      usage:
        'Process the directory used in -f, --filename recursively. Useful when you want to manage related manifests organized within the same directory.',
    },
  ];
}

export const selectorFlag: FlagSpec = {
  name: 'selector',
  shorthand: 'l',
  type: 'string',
  usage:
    "Selector (label query) to filter on, supports '=', '==', '!=', 'in', 'notin'.(e.g. -l key1=value1,key2=value2,key3 in (value3)). Matching objects must satisfy all of the specified label constraints.",
};

export const fieldSelectorFlag: FlagSpec = {
  name: 'field-selector',
  type: 'string',
  usage:
    "Selector (field query) to filter on, supports '=', '==', and '!='.(e.g. --field-selector key1=value1,key2=value2). The server only supports a limited number of field queries per type.",
};

export const allNamespacesFlag: FlagSpec = {
  name: 'all-namespaces',
  shorthand: 'A',
  type: 'bool',
  usage:
    'If present, list the requested object(s) across all namespaces. Namespace in current context is ignored even if specified with --namespace.',
};

export const dryRunFlag: FlagSpec = {
  name: 'dry-run',
  type: 'string',
  default: 'none',
  noOptDefault: 'unchanged',
  usage:
    'Must be "none", "server", or "client". If client strategy, only print the object that would be sent, without sending it. If server strategy, submit server-side request without persisting the resource.',
};

export function fieldManagerFlag(manager: string): FlagSpec {
  return {
    name: 'field-manager',
    type: 'string',
    default: manager,
    usage: 'Name of the manager used to track field ownership.',
  };
}

export const chunkSizeFlag: FlagSpec = {
  name: 'chunk-size',
  type: 'int64',
  default: '500',
  usage: 'Return large lists in chunks rather than all at once. Pass 0 to disable.',
};

const text = (name: string, usage: string, value = ''): FlagSpec => ({ name, type: 'string', default: value, usage });
const truth = (name: string, usage: string): FlagSpec => ({ name, type: 'bool', usage });
const list = (name: string, usage: string): FlagSpec => ({ name, type: 'stringArray', usage });

/** Flags of every command, as `kubectl options` lists them. */
export const globalFlags: readonly FlagSpec[] = [
  text(
    'as',
    'Username to impersonate for the operation. User could be a regular user or a service account in a namespace.',
  ),
  list('as-group', 'Group to impersonate for the operation, this flag can be repeated to specify multiple groups.'),
  text('as-uid', 'UID to impersonate for the operation.'),
  list(
    'as-user-extra',
    'User extras to impersonate for the operation, this flag can be repeated to specify multiple values for the same key.',
  ),
  text('cache-dir', 'Default cache directory', '<home>/.kube/cache'),
  text('certificate-authority', 'Path to a cert file for the certificate authority'),
  text('client-certificate', 'Path to a client certificate file for TLS'),
  text('client-key', 'Path to a client key file for TLS'),
  text('cluster', 'The name of the kubeconfig cluster to use'),
  text('context', 'The name of the kubeconfig context to use'),
  truth('disable-compression', 'If true, opt-out of response compression for all requests to the server'),
  truth(
    'insecure-skip-tls-verify',
    "If true, the server's certificate will not be checked for validity. This will make your HTTPS connections insecure",
  ),
  text('kubeconfig', 'Path to the kubeconfig file to use for CLI requests.'),
  text(
    'kuberc',
    'Path to the kuberc file to use for preferences. This can be disabled by exporting KUBECTL_KUBERC=false feature gate or turning off the feature KUBERC=off.',
  ),
  {
    name: 'log-flush-frequency',
    type: 'duration',
    default: '5s',
    usage: 'Maximum number of seconds between log flushes',
  },
  truth('match-server-version', 'Require server version to match client version'),
  {
    name: 'namespace',
    shorthand: 'n',
    type: 'string',
    usage: 'If present, the namespace scope for this CLI request',
  },
  text('password', 'Password for basic authentication to the API server'),
  text(
    'profile',
    'Name of profile to capture. One of (none|cpu|heap|goroutine|threadcreate|block|mutex|trace)',
    'none',
  ),
  text('profile-output', 'Name of the file to write the profile to', 'profile.pprof'),
  text(
    'request-timeout',
    "The length of time to wait before giving up on a single server request. Non-zero values should contain a corresponding time unit (e.g. 1s, 2m, 3h). A value of zero means don't timeout requests.",
    '0',
  ),
  { name: 'server', shorthand: 's', type: 'string', usage: 'The address and port of the Kubernetes API server' },
  text(
    'tls-server-name',
    'Server name to use for server certificate validation. If it is not provided, the hostname used to contact the server is used',
  ),
  text('token', 'Bearer token for authentication to the API server'),
  text('user', 'The name of the kubeconfig user to use'),
  text('username', 'Username for basic authentication to the API server'),
  { name: 'v', shorthand: 'v', type: 'int', usage: 'number for the log level verbosity' },
  text(
    'vmodule',
    'comma-separated list of pattern=N settings for file-filtered logging (only works for the default text log format)',
  ),
  truth('warnings-as-errors', 'Treat warnings received from the server as errors and exit with a non-zero exit code'),
];
