/** `kubectl create ingress`. Models kubectl/pkg/cmd/create/create_ingress.go. */

import type { JsonObject } from '../../api/json.ts';
import type { Command } from '../command.ts';
import { KubectlError } from '../errors.ts';
import { generatorCommand, nameArgument, placed } from './generate.ts';

interface IngressRule {
  readonly host: string;
  readonly path: JsonObject;
  /** The Secret of `tls=secret`, empty for a bare `tls`; undefined without TLS. */
  readonly tls: string | undefined;
}

/** `service:port`, where the port is a number or a name. */
function backend(service: string, port: string): JsonObject {
  return { service: { name: service, port: /^\d+$/.test(port) ? { number: Number(port) } : { name: port } } };
}

/** `host/path=service:port[,tls[=secret]]`; a path that ends in `*` is a prefix. */
function ingressRule(text: string): IngressRule {
  const match = /^([\w*.-]*)(\/[^=]*)=([\w-]+):([\w-]+)(?:,tls(?:=([\w.-]+))?)?$/.exec(text);
  if (!match) {
    throw new KubectlError(`rule ${text} is invalid and should be in format host/path=svcname:svcport[,tls[=secret]]`);
  }
  const [, host = '', path = '/', service = '', port = '', secret] = match;
  const isPrefix = path.endsWith('*');
  return {
    host,
    path: {
      backend: backend(service, port),
      path: isPrefix ? path.slice(0, -1) : path,
      pathType: isPrefix ? 'Prefix' : 'Exact',
    },
    tls: /,tls(?:=|$)/.test(text) ? (secret ?? '') : undefined,
  };
}

/** Rules of the same host are one, in the order of the hosts. */
function byHost(rules: readonly IngressRule[]): readonly JsonObject[] {
  const hosts = new Map<string, JsonObject[]>();
  for (const { host, path } of rules) hosts.set(host, [...(hosts.get(host) ?? []), path]);
  return [...hosts].map(([host, paths]) => ({ ...(host === '' ? {} : { host }), http: { paths } }));
}

function tlsOf(rules: readonly IngressRule[]): readonly JsonObject[] {
  const secrets = new Map<string, Set<string>>();
  for (const { host, tls } of rules) {
    if (tls === undefined) continue;
    const hosts = secrets.get(tls) ?? new Set<string>();
    if (host !== '') hosts.add(host);
    secrets.set(tls, hosts);
  }
  return [...secrets].map(([secretName, hosts]) => ({
    ...(hosts.size > 0 ? { hosts: [...hosts] } : {}),
    ...(secretName === '' ? {} : { secretName }),
  }));
}

function annotationsOf(texts: readonly string[]): JsonObject {
  return Object.fromEntries(
    texts.map((text) => {
      const at = text.indexOf('=');
      if (at <= 0) throw new KubectlError(`annotation ${text} is invalid and should be in format key=[value]`);
      return [text.slice(0, at), text.slice(at + 1)];
    }),
  );
}

function defaultBackend(text: string): JsonObject {
  const [service = '', port = '', ...rest] = text.split(':');
  if (service === '' || port === '' || rest.length > 0) {
    throw new KubectlError('default-backend should be in format servicename:serviceport');
  }
  return backend(service, port);
}

export const createIngressCommand: Command = generatorCommand({
  name: 'ingress',
  aliases: ['ing'],
  short: 'Create an ingress with the specified name',
  long: 'Create an ingress with the specified name.',
  examples: `# Create a single ingress called 'simple' that directs requests to foo.com/bar to svc
# svc1:8080 with a TLS secret "my-cert"
kubectl create ingress simple --rule="foo.com/bar=svc1:8080,tls=my-cert"

# Create a catch all ingress of "/path" pointing to service svc:port and Ingress Class as "otheringress"
kubectl create ingress catch-all --class=otheringress --rule="/path=svc:port"

# Create an ingress with a default backend
kubectl create ingress ingdefault --class=default \\
  --default-backend=defaultsvc:http \\
  --rule="foo.com/*=svc:8080,tls=secret1"`,
  usage: 'kubectl create ingress NAME --rule=host/path=service:port[,tls[=secret]]  [options]',
  flags: [
    {
      name: 'annotation',
      type: 'stringArray',
      usage: 'Annotation to insert in the ingress object, in the format annotation=value',
    },
    { name: 'class', type: 'string', usage: 'Ingress Class to be used' },
    {
      name: 'default-backend',
      type: 'string',
      usage: 'Default service for backend, in format of svcname:port',
    },
    {
      name: 'rule',
      type: 'stringArray',
      usage:
        "Rule in format host/path=service:port[,tls=secretname]. Paths containing the leading character '*' are considered pathType=Prefix. tls argument is optional.",
    },
  ],
  generate(context) {
    const { flags } = context;
    const name = nameArgument(context);
    const ruleTexts = flags.strings('rule');
    const fallback = flags.string('default-backend');
    if (ruleTexts.length === 0 && fallback === '') {
      throw new KubectlError(
        'not enough information provided: every ingress has to either specify a default-backend (which catches all traffic) or a list of rules (which catch specific paths)',
      );
    }
    const rules = ruleTexts.map(ingressRule);
    const annotations = annotationsOf(flags.strings('annotation'));
    const tls = tlsOf(rules);
    return {
      object: {
        apiVersion: 'networking.k8s.io/v1',
        kind: 'Ingress',
        metadata: placed(context, { ...(Object.keys(annotations).length > 0 ? { annotations } : {}), name }),
        spec: {
          ...(fallback === '' ? {} : { defaultBackend: defaultBackend(fallback) }),
          ...(flags.string('class') === '' ? {} : { ingressClassName: flags.string('class') }),
          ...(rules.length > 0 ? { rules: [...byHost(rules)] } : {}),
          ...(tls.length > 0 ? { tls: [...tls] } : {}),
        },
        status: { loadBalancer: {} },
      },
      failure: 'failed to create ingress: ',
    };
  },
});
