/** `kubectl get`. Models kubectl/pkg/cmd/get/get.go; the ways of printing are in get-human, get-generic and get-watch. */

import type { Command, CommandContext } from '../command.ts';
import { KubectlError, usageError } from '../errors.ts';
import type { FlagSpec } from '../flags.ts';
import { outputFormat } from '../output/printer.ts';
import { checkRawPath, sendRaw } from '../raw-request.ts';
import {
  allNamespacesFlag,
  chunkSizeFlag,
  fieldSelectorFlag,
  filenameFlags,
  printFlags,
  selectorFlag,
} from '../shared-flags.ts';
import { getGeneric } from './get-generic.ts';
import { getHuman } from './get-human.ts';
import { getWatch } from './get-watch.ts';

const formats =
  'json, yaml, kyaml, name, go-template, go-template-file, template, templatefile, jsonpath, jsonpath-as-json, jsonpath-file, custom-columns, custom-columns-file, wide';

const outputFlag: FlagSpec = {
  name: 'output',
  shorthand: 'o',
  type: 'string',
  usage: `Output format. One of: (${formats}). See custom columns [https://kubernetes.io/docs/reference/kubectl/#custom-columns], golang template [http://golang.org/pkg/text/template/#pkg-overview] and jsonpath template [https://kubernetes.io/docs/reference/kubectl/jsonpath/].`,
};

const flags: readonly FlagSpec[] = [
  allNamespacesFlag,
  chunkSizeFlag,
  fieldSelectorFlag,
  ...filenameFlags('Filename, directory, or URL to files identifying the resource to get from a server.'),
  {
    name: 'ignore-not-found',
    type: 'bool',
    usage:
      'If set to true, suppresses NotFound error for specific objects that do not exist. Using this flag with commands that query for collections of resources has no effect when no resources are found.',
  },
  {
    name: 'label-columns',
    shorthand: 'L',
    type: 'strings',
    usage:
      'Accepts a comma separated list of labels that are going to be presented as columns. Names are case-sensitive. You can also use multiple flag options like -L label1 -L label2...',
  },
  {
    name: 'no-headers',
    type: 'bool',
    usage: "When using the default or custom-column output format, don't print headers (default print headers).",
  },
  ...printFlags.filter(({ name }) => name !== 'output'),
  outputFlag,
  {
    name: 'output-watch-events',
    type: 'bool',
    usage:
      'Output watch event objects when --watch or --watch-only is used. Existing objects are output as initial ADDED events.',
  },
  {
    name: 'raw',
    type: 'string',
    usage: 'Raw URI to request from the server.  Uses the transport specified by the kubeconfig file.',
  },
  selectorFlag,
  {
    name: 'server-print',
    type: 'bool',
    default: 'true',
    usage: 'If true, have the server return the appropriate table output. Supports extension APIs and CRDs.',
  },
  {
    name: 'show-kind',
    type: 'bool',
    usage: 'If present, list the resource type for the requested object(s).',
  },
  {
    name: 'show-labels',
    type: 'bool',
    usage: 'When printing, show all labels as the last column (default hide labels column)',
  },
  {
    name: 'sort-by',
    type: 'string',
    usage:
      "If non-empty, sort list types using this field specification.  The field specification is expressed as a JSONPath expression (e.g. '{.metadata.name}'). The field in the API resource specified by this JSONPath expression must be an integer or a string.",
  },
  {
    name: 'subresource',
    type: 'string',
    usage: 'If specified, gets the subresource of the requested object.',
  },
  {
    name: 'watch',
    shorthand: 'w',
    type: 'bool',
    usage: 'After listing/getting the requested object, watch for changes.',
  },
  {
    name: 'watch-only',
    type: 'bool',
    usage: 'Watch for changes to the requested object(s), without listing/getting first.',
  },
];

const long = `Display one or many resources.

 Prints a table of the most important information about the specified resources. You can filter the list using a label selector and the --selector flag. If the desired resource type is namespaced you will only see results in the current namespace if you don't specify any namespace.

 By specifying the output as 'template' and providing a Go template as the value of the --template flag, you can filter the attributes of the fetched resources.

Use "kubectl api-resources" for a complete list of supported resources.`;

const examples = `# List all pods in ps output format
kubectl get pods

# List all pods in ps output format with more information (such as node name)
kubectl get pods -o wide

# List a single replication controller with specified NAME in ps output format
kubectl get replicationcontroller web

# List deployments in JSON output format, in the "v1" version of the "apps" API group
kubectl get deployments.v1.apps -o json

# List a single pod in JSON output format
kubectl get -o json pod web-pod-13je7

# List a pod identified by type and name specified in "pod.yaml" in JSON output format
kubectl get -f pod.yaml -o json

# List resources from a directory with kustomization.yaml - e.g. dir/kustomization.yaml
kubectl get -k dir/

# Return only the phase value of the specified pod
kubectl get -o template pod/web-pod-13je7 --template={{.status.phase}}

# List resource information in custom columns
kubectl get pod test-pod -o custom-columns=CONTAINER:.spec.containers[0].name,IMAGE:.spec.containers[0].image

# List all replication controllers and services together in ps output format
kubectl get rc,services

# List one or more resources by their type and names
kubectl get rc/web service/frontend pods/web-pod-13je7

# List the 'status' subresource for a single pod
kubectl get pod web-pod-13je7 --subresource status

# List all deployments in namespace 'backend'
kubectl get deployments.apps --namespace backend

# List all pods existing in all namespaces
kubectl get pods --all-namespaces`;

/** Models GetOptions.Complete and Validate. */
function check({ io, flags: given, args, commandPath }: CommandContext): void {
  const watching = given.bool('watch') || given.bool('watch-only');
  if (watching && given.string('sort-by') !== '') {
    io.stderr('warning: --watch or --watch-only requested, --sort-by will be ignored\n');
  }
  const filenames = given.strings('filename').length > 0 || given.string('kustomize') !== '';
  if (!watching && args.length === 0 && !filenames) {
    io.stderr(
      'You must specify the type of resource to get. Use "kubectl api-resources" for a complete list of supported resources.\n\n',
    );
    throw usageError(
      commandPath,
      'Required resource not specified.\nUse "kubectl explain <resource>" for a detailed description of that resource (e.g. kubectl explain pods).',
    );
  }
  const format = given.string('output');
  if (given.bool('show-labels') && format !== '' && format !== 'wide') {
    throw new KubectlError(`--show-labels option cannot be used with ${format} printer`);
  }
  if (given.bool('output-watch-events') && !watching) {
    throw new KubectlError('--output-watch-events option can only be used with --watch or --watch-only');
  }
}

/** `--raw`: the answer as the server sent it. */
async function getRaw(context: CommandContext, raw: string): Promise<void> {
  const { flags: given, args } = context;
  if (args.length > 0) throw new KubectlError('arguments may not be passed when --raw is specified');
  if (given.bool('watch') || given.bool('watch-only') || given.string('selector') !== '') {
    throw new KubectlError(
      '--raw may not be specified with other flags that filter the server request or alter the output',
    );
  }
  if (given.string('output') !== '') throw new KubectlError('--raw and --output are mutually exclusive');
  checkRawPath(raw);
  return sendRaw(context, 'GET');
}

async function run(context: CommandContext): Promise<void> {
  const raw = context.flags.string('raw');
  if (raw !== '') return getRaw(context, raw);
  check(context);
  if (context.flags.bool('watch') || context.flags.bool('watch-only')) return getWatch(context);
  const format = outputFormat(context);
  return format === '' || format === 'wide' ? getHuman(context) : getGeneric(context);
}

export const getCommand: Command = {
  name: 'get',
  short: 'Display one or many resources',
  long,
  examples,
  usage: `get [(-o|--output=)${formats.replaceAll(', ', '|')}] (TYPE[.VERSION][.GROUP] [NAME | -l label] | TYPE[.VERSION][.GROUP]/NAME ...) [flags] [options]`,
  flags,
  run,
};
