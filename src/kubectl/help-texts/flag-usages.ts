/** What flags mean, in upstream's words: of those that many commands share, the global ones, and those of apply. */

const formats =
  'json, yaml, kyaml, name, go-template, go-template-file, template, templatefile, jsonpath, jsonpath-as-json, jsonpath-file';

/** By the name of the flag, of shared-flags.ts. */
export const sharedUsages = {
  'allow-missing-template-keys':
    'If true, ignore any errors in templates when a field or map key is missing in the template. Only applies to golang and jsonpath output formats.',
  output: `Output format. One of: (${formats}).`,
  'show-managed-fields': 'If true, keep the managedFields when printing objects in JSON or YAML format.',
  template:
    'Template string or path to template file to use when -o=go-template, -o=go-template-file. The template format is golang templates [http://golang.org/pkg/text/template/#pkg-overview].',
  recursive:
    'Process the directory used in -f, --filename recursively. Useful when you want to manage related manifests organized within the same directory.',
  selector:
    "Selector (label query) to filter on, supports '=', '==', '!=', 'in', 'notin'.(e.g. -l key1=value1,key2=value2,key3 in (value3)). Matching objects must satisfy all of the specified label constraints.",
  'field-selector':
    "Selector (field query) to filter on, supports '=', '==', and '!='.(e.g. --field-selector key1=value1,key2=value2). The server only supports a limited number of field queries per type.",
  'all-namespaces':
    'If present, list the requested object(s) across all namespaces. Namespace in current context is ignored even if specified with --namespace.',
  'dry-run':
    'Must be "none", "server", or "client". If client strategy, only print the object that would be sent, without sending it. If server strategy, submit server-side request without persisting the resource.',
  'field-manager': 'Name of the manager used to track field ownership.',
  'chunk-size': 'Return large lists in chunks rather than all at once. Pass 0 to disable.',
} as const;

/** As `kubectl options` lists them. */
export const globalUsages = {
  as: 'Username to impersonate for the operation. User could be a regular user or a service account in a namespace.',
  'as-group': 'Group to impersonate for the operation, this flag can be repeated to specify multiple groups.',
  'as-uid': 'UID to impersonate for the operation.',
  'as-user-extra':
    'User extras to impersonate for the operation, this flag can be repeated to specify multiple values for the same key.',
  'cache-dir': 'Default cache directory',
  'certificate-authority': 'Path to a cert file for the certificate authority',
  'client-certificate': 'Path to a client certificate file for TLS',
  'client-key': 'Path to a client key file for TLS',
  cluster: 'The name of the kubeconfig cluster to use',
  context: 'The name of the kubeconfig context to use',
  'disable-compression': 'If true, opt-out of response compression for all requests to the server',
  'insecure-skip-tls-verify':
    "If true, the server's certificate will not be checked for validity. This will make your HTTPS connections insecure",
  kubeconfig: 'Path to the kubeconfig file to use for CLI requests.',
  kuberc:
    'Path to the kuberc file to use for preferences. This can be disabled by exporting KUBECTL_KUBERC=false feature gate or turning off the feature KUBERC=off.',
  'match-server-version': 'Require server version to match client version',
  password: 'Password for basic authentication to the API server',
  profile: 'Name of profile to capture. One of (none|cpu|heap|goroutine|threadcreate|block|mutex|trace)',
  'profile-output': 'Name of the file to write the profile to',
  'request-timeout':
    "The length of time to wait before giving up on a single server request. Non-zero values should contain a corresponding time unit (e.g. 1s, 2m, 3h). A value of zero means don't timeout requests.",
  'tls-server-name':
    'Server name to use for server certificate validation. If it is not provided, the hostname used to contact the server is used',
  token: 'Bearer token for authentication to the API server',
  user: 'The name of the kubeconfig user to use',
  username: 'Username for basic authentication to the API server',
  vmodule:
    'comma-separated list of pattern=N settings for file-filtered logging (only works for the default text log format)',
  'warnings-as-errors': 'Treat warnings received from the server as errors and exit with a non-zero exit code',
  'log-flush-frequency': 'Maximum number of seconds between log flushes',
  namespace: 'If present, the namespace scope for this CLI request',
  server: 'The address and port of the Kubernetes API server',
  v: 'number for the log level verbosity',
} as const;

/** Of `kubectl apply` alone. */
export const applyUsages = {
  all: 'Select all resources in the namespace of the specified resource types.',
  cascade:
    'Must be "background", "orphan", or "foreground". Selects the deletion cascading strategy for the dependents (e.g. Pods created by a ReplicationController). Defaults to background.',
  force:
    'If true, immediately remove resources from API and bypass graceful deletion. Note that immediate deletion of some resources may result in inconsistency or data loss and requires confirmation.',
  'force-conflicts': 'If true, server-side apply will force the changes against conflicts.',
  'grace-period':
    'Period of time in seconds given to the resource to terminate gracefully. Ignored if negative. Set to 1 for immediate shutdown. Can only be set to 0 when --force is true (force deletion).',
  'openapi-patch':
    'If true, use openapi to calculate diff when the openapi presents and the resource can be found in the openapi spec. Otherwise, fall back to use baked-in types.',
  overwrite:
    'Automatically resolve conflicts between the modified and live configuration by using values from the modified configuration',
  prune:
    'Automatically delete resource objects, that do not appear in the configs and are created by either apply or create --save-config. Should be used with either -l or --all.',
  'prune-allowlist': 'Overwrite the default allowlist with <group/version/kind> for --prune',
  'server-side': 'If true, apply runs in the server instead of the client.',
  subresource:
    'If specified, apply will operate on the subresource of the requested object.  Only allowed when using --server-side.',
  timeout:
    'The length of time to wait before giving up on a delete, zero means determine a timeout from the size of the object',
  validate:
    'Must be one of: strict (or true), warn, ignore (or false). "true" or "strict" will use a schema to validate the input and fail the request if invalid. It will perform server side validation if ServerSideFieldValidation is enabled on the api-server, but will fall back to less reliable client-side validation if not. "warn" will warn about unknown or duplicate fields without blocking the request if server-side field validation is enabled on the API server, and behave as "ignore" otherwise. "false" or "ignore" will not perform any schema validation, silently dropping any unknown or duplicate fields.',
  wait: 'If true, wait for resources to be gone before returning. This waits for finalizers.',
} as const;
