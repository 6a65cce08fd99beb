/** `kubectl set image`. Models kubectl/pkg/cmd/set/set_image.go. */

import { recordFlag } from '../change-cause.ts';
import type { Command, CommandContext } from '../command.ts';
import { KubectlError, throwAll } from '../errors.ts';
import { setImageHelp } from '../help-texts/set-image.ts';
import { dryRunOf } from '../request-options.ts';
import { splitPairs } from './metadata-pairs.ts';
import { changeContainers, containersOf, readTargets, targetErrors, updateTemplates } from './set-template.ts';

function parseImages(pairs: readonly string[]): ReadonlyMap<string, string> {
  const images = new Map<string, string>();
  const invalid: string[] = [];
  for (const pair of pairs) {
    const equals = pair.indexOf('=');
    if (equals > 0) images.set(pair.slice(0, equals), pair.slice(equals + 1));
    else invalid.push(pair);
  }
  if (invalid.length > 0) throw new KubectlError(`invalid image format: ${invalid.join(', ')}`);
  return images;
}

function validate(context: CommandContext, resources: readonly string[], images: ReadonlyMap<string, string>): void {
  const errors = [...targetErrors(context, resources)];
  if (images.size === 0) errors.push(new KubectlError('at least one image update is required'));
  else if (images.size > 1 && images.has('*')) {
    errors.push(
      new KubectlError(
        'all containers are already specified by *, but saw more than one container_name=container_image pairs',
      ),
    );
  }
  throwAll(errors);
}

async function run(context: CommandContext): Promise<void> {
  const { resources, pairs } = splitPairs(context.args, 'image');
  dryRunOf(context);
  const images = parseImages(pairs);
  const infos = await readTargets(context, resources);
  validate(context, resources, images);
  await updateTemplates(context, infos, {
    resources,
    failure: 'failed to patch image update to pod template:',
    operation: 'image updated',
    change(_, spec, failures) {
      const known = [...containersOf(spec), ...containersOf(spec, 'initContainers')];
      for (const name of images.keys()) {
        if (known.some((container) => name === '*' || container.name === name)) continue;
        failures.push(new KubectlError(`error: unable to find container named ${JSON.stringify(name)}`));
      }
      return changeContainers(spec, ['containers', 'initContainers'], (container) => {
        const image = images.get('*') ?? images.get(String(container.name));
        return image === undefined ? container : { ...container, image };
      });
    },
  });
}

export const setImageCommand: Command = {
  name: 'image',
  short: 'Update the image of a pod template',
  ...setImageHelp,
  flags: [...setImageHelp.flags, recordFlag],
  run,
};
