/** `kubectl describe networkpolicy`. Models describe.go describeNetworkPolicy. */

import type { KubeObject } from '../../api/object.ts';
import { formatSelector } from '../../api/selector.ts';
import type { LabelSelector, NetworkPolicy, NetworkPolicyPeer, NetworkPolicyPort } from '../../api/types.ts';
import { parseTime } from '../../lib/time.ts';
import type { Describer } from './describer.ts';
import { writeAnnotations, writeLabels, type DescribeClock } from './text.ts';
import { describedText, type DescribeWriter } from './writer.ts';

/** `2026-11-23 06:20:27 +0000 UTC`. Models Go's Time.String. */
function goTimeText(time: string, { timeZoneOffsetMinutes: offset }: DescribeClock): string {
  const local = new Date((parseTime(time) ?? 0) + offset * 60_000).toISOString();
  const [hours, minutes] = [Math.trunc(Math.abs(offset) / 60), Math.abs(offset) % 60];
  const zone = `${offset < 0 ? '-' : '+'}${String(hours).padStart(2, '0')}${String(minutes).padStart(2, '0')}`;
  return `${local.slice(0, 10)} ${local.slice(11, 19)} ${zone} ${offset === 0 ? 'UTC' : zone}`;
}

const selectorText = (selector: LabelSelector): string => formatSelector(selector) || '<none>';

/** What rules say in one direction. */
interface Direction {
  readonly isolated: string;
  readonly any: string;
  readonly peer: 'From' | 'To';
}

const ingress: Direction = {
  isolated: '<none> (Selected pods are isolated for ingress connectivity)',
  any: 'From: <any> (traffic not restricted by source)',
  peer: 'From',
};
const egress: Direction = {
  isolated: '<none> (Selected pods are isolated for egress connectivity)',
  any: 'To: <any> (traffic not restricted by destination)',
  peer: 'To',
};

interface Rule {
  readonly ports?: readonly NetworkPolicyPort[];
  readonly peers?: readonly NetworkPolicyPeer[];
}

function portText({ port = '<nil>', endPort, protocol = 'TCP' }: NetworkPolicyPort): string {
  return endPort === undefined ? `To Port: ${port}/${protocol}` : `To Port Range: ${port}-${endPort}/${protocol}`;
}

function writePeer(writer: DescribeWriter, { podSelector, namespaceSelector, ipBlock }: NetworkPolicyPeer): void {
  if (namespaceSelector) writer.write(3, `NamespaceSelector: ${selectorText(namespaceSelector)}\n`);
  if (podSelector) writer.write(3, `PodSelector: ${selectorText(podSelector)}\n`);
  if (podSelector || namespaceSelector || !ipBlock) return;
  writer.write(3, 'IPBlock:\n');
  writer.write(4, `CIDR: ${ipBlock.cidr}\n`);
  writer.write(4, `Except: ${(ipBlock.except ?? []).join(', ')}\n`);
}

/** Models printNetworkPolicySpecIngressFrom and printNetworkPolicySpecEgressTo. */
function writeRules(writer: DescribeWriter, rules: readonly Rule[], direction: Direction): void {
  if (rules.length === 0) writer.write(2, `${direction.isolated}\n`);
  rules.forEach(({ ports = [], peers = [] }, index) => {
    if (ports.length === 0) writer.write(2, 'To Port: <any> (traffic allowed to all ports)\n');
    for (const port of ports) writer.write(2, `${portText(port)}\n`);
    if (peers.length === 0) writer.write(2, `${direction.any}\n`);
    for (const peer of peers) {
      writer.write(2, `${direction.peer}:\n`);
      writePeer(writer, peer);
    }
    if (index < rules.length - 1) writer.write(2, '----------\n');
  });
}

export const describeNetworkPolicy: Describer<NetworkPolicy & KubeObject> = async ({ metadata, spec }, { clock }) =>
  describedText((writer) => {
    writer.write(0, `Name:\t${metadata.name}\n`);
    writer.write(0, `Namespace:\t${metadata.namespace ?? ''}\n`);
    writer.write(0, `Created on:\t${goTimeText(metadata.creationTimestamp, clock)}\n`);
    writeLabels(writer, 'Labels', metadata.labels);
    writeAnnotations(writer, 'Annotations', metadata.annotations);
    writer.write(0, 'Spec:\n');
    const selected = spec.podSelector ? formatSelector(spec.podSelector) : '';
    const everyPod = '<none> (Allowing the specific traffic to all pods in this namespace)';
    writer.write(1, `PodSelector:     ${selected || everyPod}\n`);
    const types = spec.policyTypes ?? [];
    if (types.includes('Ingress')) {
      writer.write(1, 'Allowing ingress traffic:\n');
      writeRules(
        writer,
        (spec.ingress ?? []).map(({ from = [], ports = [] }) => ({ ports, peers: from })),
        ingress,
      );
    } else writer.write(1, 'Not affecting ingress traffic\n');
    if (types.includes('Egress')) {
      writer.write(1, 'Allowing egress traffic:\n');
      writeRules(
        writer,
        (spec.egress ?? []).map(({ to = [], ports = [] }) => ({ ports, peers: to })),
        egress,
      );
    } else writer.write(1, 'Not affecting egress traffic\n');
    writer.write(1, `Policy Types: ${types.join(', ') || '<none>'}\n`);
  });
