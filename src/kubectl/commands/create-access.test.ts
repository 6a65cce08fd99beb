import { describe, expect, it } from 'vitest';
import { runCommandLine } from '../../testing/run-kubectl.ts';
import { scenario } from '../../testing/scenario.ts';

describe('kubectl create, for access and ingress', () => {
  const { simulation } = scenario();
  const run = async (line: string): Promise<string> => {
    const { stdout, stderr } = await runCommandLine(simulation, line);
    return stdout + stderr;
  };
  const shown = (line: string): Promise<string> => run(`${line} --dry-run=client -o yaml`);

  it('shows a Role with one rule for each API group', async () => {
    expect(await shown('create role reader --verb=get,list,get --resource=sts,pods/log,po --resource-name=a')).toBe(
      `apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata:
  name: reader
rules:
- apiGroups:
  - ""
  resourceNames:
  - a
  resources:
  - pods/log
  - pods
  verbs:
  - get
  - list
- apiGroups:
  - apps
  resourceNames:
  - a
  resources:
  - statefulsets
  verbs:
  - get
  - list
`,
    );
    expect(await run('create role reader --verb=fly --resource=pods')).toBe(
      "role.rbac.authorization.k8s.io/reader created\nWarning: 'fly' is not a standard resource verb\n",
    );
  });

  it('shows ClusterRoles with URLs and aggregation', async () => {
    expect(await shown('create clusterrole logs --verb=get --non-resource-url=/logs/*')).toContain(
      'rules:\n- nonResourceURLs:\n  - /logs/*\n  verbs:\n  - get\n',
    );
    expect(await shown('create clusterrole all --aggregation-rule=a=b')).toBe(`aggregationRule:
  clusterRoleSelectors:
  - matchLabels:
      a: b
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata:
  name: all
rules: null
`);
  });

  it('binds users, groups and service accounts', async () => {
    expect(await shown('create rolebinding b --role=reader --user=u --group=g --serviceaccount=ns:sa -n x')).toBe(
      `apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata:
  name: b
  namespace: x
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: Role
  name: reader
subjects:
- apiGroup: rbac.authorization.k8s.io
  kind: User
  name: u
- apiGroup: rbac.authorization.k8s.io
  kind: Group
  name: g
- kind: ServiceAccount
  name: sa
  namespace: ns
`,
    );
    expect(await run('create clusterrolebinding b --clusterrole=view --user=u')).toBe(
      'clusterrolebinding.rbac.authorization.k8s.io/b created\n',
    );
  });

  it('shows an Ingress, host by host', async () => {
    const rules = '--rule=foo.com/bar*=svc1:8080,tls=cert --rule=foo.com/=svc2:http --rule=/x=svc3:1,tls';
    expect(await shown(`create ingress web --class=nginx --annotation=a=b ${rules} --default-backend=d:80`))
      .toBe(`apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  annotations:
    a: b
  name: web
spec:
  defaultBackend:
    service:
      name: d
      port:
        number: 80
  ingressClassName: nginx
  rules:
  - host: foo.com
    http:
      paths:
      - backend:
          service:
            name: svc1
            port:
              number: 8080
        path: /bar
        pathType: Prefix
      - backend:
          service:
            name: svc2
            port:
              name: http
        path: /
        pathType: Exact
  - http:
      paths:
      - backend:
          service:
            name: svc3
            port:
              number: 1
        path: /x
        pathType: Exact
  tls:
  - hosts:
    - foo.com
    secretName: cert
  - {}
status:
  loadBalancer: {}
`);
    expect(await run(`create ingress web ${rules}`)).toBe('ingress.networking.k8s.io/web created\n');
  });

  it.each([
    ['create role r --resource=pods', 'error: at least one verb must be specified\n'],
    ['create role r --verb=get', 'error: at least one resource must be specified\n'],
    ['create role r --verb=get --resource=nonsense', `the server doesn't have a resource type "nonsense"\n`],
    ['create clusterrole r --verb=get', 'error: one of resource or nonResourceURL must be specified\n'],
    ['create clusterrole r --verb=fly --non-resource-url=/x', "error: invalid verb: 'fly' for nonResourceURL\n"],
    ['create rolebinding b --user=u', 'error: exactly one of clusterrole or role must be specified\n'],
    ['create rolebinding b --role=r --serviceaccount=x', 'error: serviceaccount must be <namespace>:<name>\n'],
    ['create clusterrolebinding b --user=u', 'error: required flag(s) "clusterrole" not set\n'],
    [
      'create ingress i --rule=nonsense',
      'error: rule nonsense is invalid and should be in format host/path=svcname:svcport[,tls[=secret]]\n',
    ],
  ])('refuses %s', async (line, said) => {
    expect(await run(line)).toBe(said);
  });
});
