/**
 * React Flow can do more than the stage lets it: cards that are dragged, connected, resized and selected, edges and nodes
 * of its own looks. Half of it would never run here, and nothing says so to the bundler. This does: it empties what is not
 * reached with the settings of ui/graph/Stage.tsx (`nodesDraggable={false}` and so on), and the bundler drops what only
 * that needed. A name that is not found any more fails the build.
 */
import type { Plugin } from 'vite';

interface Lightening {
  /** Functions that are never called, or whose answer is always this; by their names. */
  readonly functions: Readonly<Record<string, string>>;
  /** Objects in which nothing is ever looked up. */
  readonly objects: readonly string[];
  /** By the name of what they are assigned to: objects, and the only keys that are asked for. */
  readonly keys: Readonly<Record<string, readonly string[]>>;
}

const nothing = 'return null;';

const lightenings: Readonly<Record<string, Lightening>> = {
  '/@xyflow/react/dist/esm/index.js': {
    functions: {
      ConnectionLineWrapper: nothing,
      EdgeUpdateAnchors: nothing,
      NodesSelection: nothing,
      UserSelection: nothing,
      // The viewport is all that anybody asks it for.
      useReactFlow:
        'const helper = useViewportHelper(); const viewportInitialized = useStore(selector$j); return useMemo(() => ({ ...helper, viewportInitialized }), [viewportInitialized]);',
      useGlobalKeyHandler: '',
      useDrag: 'return false;',
      useMoveSelectedNodes: nothing,
      handleNodeClick: '',
    },
    objects: ['builtinNodeTypes', 'builtinEdgeTypes'],
    keys: {},
  },
  '/@xyflow/system/dist/esm/index.js': {
    functions: { handleExpandParent: 'return [];' },
    objects: [],
    keys: {},
  },
  '/d3-selection/dist/d3-selection.mjs': {
    functions: {},
    objects: [],
    keys: {
      prototype: 'constructor filter selection call nodes node size empty each style property datum on'.split(' '),
    },
  },
};

/** What a syntax tree tells of the parts that are looked at. */
interface Part {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly id?: { readonly name: string } | null;
  readonly name?: string;
  readonly body?: Part;
  readonly declarations?: readonly { readonly id: Part; readonly init: Part | null }[];
  readonly expression?: Part;
  readonly left?: Part;
  readonly right?: Part;
  readonly property?: Part;
  readonly properties?: readonly Part[];
  readonly key?: Part;
  readonly computed?: boolean;
}

interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The object at the end of `a = b = {…}`. */
const assigned = (part: Part): Part => (part.type === 'AssignmentExpression' ? assigned(part.right!) : part);

/** What changes in one statement; `found` collects the names that were met. */
function editsOf(statement: Part, { functions, objects, keys }: Lightening, found: Set<string>): readonly Edit[] {
  const meet = (name: string | undefined, names: readonly string[]): boolean => {
    const isMet = name !== undefined && names.includes(name);
    if (isMet) found.add(name);
    return isMet;
  };
  if (statement.type === 'FunctionDeclaration' && meet(statement.id?.name, Object.keys(functions))) {
    const { start, end } = statement.body!;
    return [{ start, end, text: `{ ${functions[statement.id!.name]} }` }];
  }
  if (statement.type === 'VariableDeclaration') {
    return statement.declarations!.flatMap(({ id, init }): readonly Edit[] => {
      if (!init) return [];
      if (meet(id.name, objects)) return [{ start: init.start, end: init.end, text: '{}' }];
      // Making a component does nothing but make it.
      return init.type === 'CallExpression' ? [{ start: init.start, end: init.start, text: '/* @__PURE__ */ ' }] : [];
    });
  }
  const { expression } = statement;
  if (expression?.type !== 'AssignmentExpression') return [];
  const name = expression.left?.property?.name;
  if (name === 'displayName') return [{ start: statement.start, end: statement.end, text: '' }];
  if (!meet(name, Object.keys(keys)) || !expression.left?.property) return [];
  const isAsked = ({ key, computed }: Part): boolean => computed === true || keys[name!]!.includes(key?.name ?? '');
  return (assigned(expression).properties ?? []).flatMap((property, at, all): readonly Edit[] =>
    isAsked(property) ? [] : [{ start: property.start, end: all[at + 1]?.start ?? property.end, text: '' }],
  );
}

export const lightFlow: Plugin = {
  name: 'light-flow',
  apply: 'build',
  transform(code, id) {
    const lightening = Object.entries(lightenings).find(([end]) => id.endsWith(end))?.[1];
    if (!lightening) return undefined;
    const found = new Set<string>();
    const edits = (this.parse(code).body as unknown as readonly Part[]).flatMap((statement) =>
      editsOf(statement, lightening, found),
    );
    const wanted = [...Object.keys(lightening.functions), ...lightening.objects, ...Object.keys(lightening.keys)];
    const missing = wanted.filter((name) => !found.has(name));
    if (missing.length > 0) this.error(`${id} has no ${missing.join(', ')} any more: see .build/light-flow.ts`);
    const text = edits.reduceRight((done, { start, end, text }) => done.slice(0, start) + text + done.slice(end), code);
    return { code: text, map: null };
  },
};
