/**
 * Which folder may import which (ARCHITECTURE.md). Pure: a file and what it imports, in; a sentence that teaches, out.
 *
 *     domain ◀── collector   ingest   processor   reporting   ui   sql   sample
 *     platform ◀── ingest   processor   reporting   sql   launcher   sample
 *     launcher composes every service; nothing imports the launcher
 */
import { posix } from 'node:path';

/** Folder → folders that it may import from, besides itself. */
export const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  domain: [],
  platform: [],
  sql: ['domain', 'platform'],
  collector: ['domain'],
  ingest: ['domain', 'platform', 'sql'],
  processor: ['domain', 'platform', 'sql'],
  reporting: ['domain', 'platform', 'sql'],
  ui: ['domain'],
  sample: ['domain', 'platform', 'sql', 'collector'],
  launcher: ['domain', 'platform', 'sql', 'ingest', 'processor', 'reporting', 'collector', 'sample'],
  benchmarks: ['domain', 'platform', 'sql', 'collector', 'ingest', 'processor', 'reporting', 'sample'],
  faults: ['domain', 'platform', 'sql', 'collector', 'launcher', 'sample', 'scripts'],
  // ui: the names of its pages, so that none is left out of the walk.
  e2e: ['domain', 'platform', 'sql', 'collector', 'launcher', 'sample', 'faults', 'scripts', 'ui'],
  scripts: [],
};

/** The domain computes from what it is given: packages that read a clock, a file or a socket have no place in it. */
const DOMAIN_PACKAGES = new Set(['zod']);
const TEST_PACKAGES = new Set(['fast-check', 'node:test', 'node:assert', 'node:assert/strict']);

const SERVICES = new Set(['ingest', 'processor', 'reporting', 'collector']);

/** The one file of scripts/ that the product itself runs: it must end when the scripts that started it die. */
const SHARED_SCRIPTS = new Set(['scripts/watch-parents.mjs']);

/** Tier → tiers below it that it may use. `base` is what every tier needs and none shows: calls, paths, formats. */
const UI_MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  styles: [],
  messages: [],
  base: ['messages'],
  charts: ['messages', 'styles', 'base'],
  components: ['messages', 'styles', 'base', 'charts'],
  features: ['messages', 'styles', 'base', 'charts', 'components'],
  app: ['messages', 'styles', 'base', 'charts', 'components', 'features'],
};

/** What only tests use, told by its name: kits, fixtures and generators of cases. */
const isTestSupport = (file: string): boolean =>
  /\/(testkit|testing)\//.test(file) || /[-.](kit|fixture|arbitraries)\.ts$/.test(file);

const isTest = (file: string): boolean => /\.(test|spec\.svelte)\.ts$/.test(file) || isTestSupport(file);

/** `#domain/x.ts` → `domain/src/x.ts`; a relative path from its importer; undefined for a package. */
export const resolveImport = (file: string, specifier: string): string | undefined => {
  const alias = /^#([^/]+)\/(.*)$/.exec(specifier);
  if (alias) return `${alias[1]}/src/${alias[2]}`;
  return specifier.startsWith('.') ? posix.join(posix.dirname(file), specifier) : undefined;
};

const folderOf = (path: string): string => (path.includes('/') ? path.slice(0, path.indexOf('/')) : '');

const checkPackage = (file: string, specifier: string): string | undefined => {
  if (folderOf(file) !== 'domain' || DOMAIN_PACKAGES.has(specifier.split('/')[0] ?? '')) return undefined;
  if (isTest(file) && (TEST_PACKAGES.has(specifier) || specifier.startsWith('node:'))) return undefined;
  return `domain imports only zod, not "${specifier}": pass the value in (a clock reading, a row, a policy); I/O belongs to platform/ or to a service`;
};

const teachFolder = (from: string, to: string): string => {
  if (from === 'domain') return 'domain knows nobody: pass what it needs as a value';
  if (from === 'platform')
    return 'platform knows no work-time word: what does belongs to domain/ or to the service that uses it';
  if (SERVICES.has(from) && SERVICES.has(to)) {
    return 'services never import each other: what both need belongs to domain/ (a rule, a contract) or platform/ (a technique); only launcher/ composes them';
  }
  if (from === 'collector' || from === 'ui')
    return `${from} runs on a person's machine and imports only domain/: what the server has comes over HTTP (domain/src/contract)`;
  if (to === 'launcher') return 'nobody imports the launcher: it composes the others';
  return `${from}/ may import ${[...(MAY_IMPORT[from] ?? [])].join(', ') || 'nothing else'}`;
};

const checkFolders = (file: string, target: string): string | undefined => {
  const [from, to] = [folderOf(file), folderOf(target)];
  if (from === to || !(from in MAY_IMPORT)) return undefined;
  if (SHARED_SCRIPTS.has(target)) return from === 'launcher' ? undefined : `only launcher/ uses ${target}`;
  if (target === 'package.json' || MAY_IMPORT[from]?.includes(to)) return undefined;
  return `${from}/ must not import ${to || target}: ${teachFolder(from, to)}`;
};

/** Between folders the way is the `#` alias, which says at a glance whose it is; ui is bundled and may go either way. */
const checkSpelling = (file: string, specifier: string, target: string): string | undefined => {
  const [from, to] = [folderOf(file), folderOf(target)];
  if (!specifier.startsWith('.') || from === to || from === 'ui' || to === 'scripts' || !(to in MAY_IMPORT))
    return undefined;
  const inside = target.replace(`${to}/src/`, '');
  return `import "#${to}/${inside}" instead of "${specifier}": paths between folders go through package.json "imports"`;
};

/** Places whose whole content serves trying things out. */
const TRIAL = /^(e2e|benchmarks|faults|ui\/dev)\//;

const checkTestSupport = (file: string, target: string): string | undefined => {
  if (!isTestSupport(target) || isTest(file) || TRIAL.test(file)) return undefined;
  return `${target} is for tests: what the product needs of it belongs into a file that is not named as a kit, fixture or testkit/`;
};

/** A feature of reporting is a folder with endpoints: it has a `routes.ts`. The other folders are shared by all. */
export const reportingFeaturesOf = (files: readonly string[]): ReadonlySet<string> =>
  new Set(files.flatMap((file) => /^(reporting\/src\/[^/]+)\/routes\.ts$/.exec(file)?.[1] ?? []));

const featureOf = (path: string, reportingFeatures: ReadonlySet<string>): string | undefined => {
  const ui = /^ui\/src\/features\/([^/]+)\//.exec(path);
  if (ui) return `ui/src/features/${ui[1]}`;
  const folder = path.split('/').slice(0, 3).join('/');
  return reportingFeatures.has(folder) ? folder : undefined;
};

const checkFeatures = (file: string, target: string, reportingFeatures: ReadonlySet<string>): string | undefined => {
  const [from, to] = [featureOf(file, reportingFeatures), featureOf(target, reportingFeatures)];
  if (isTest(file)) return undefined;
  if (from === undefined && to !== undefined && file.startsWith('reporting/src/') && file.split('/').length > 3) {
    return `${file.split('/').slice(0, 3).join('/')} is shared by all features and must not know ${to}: move what it needs into the shared folder, or pass it in`;
  }
  if (from === undefined || to === undefined || from === to) return undefined;
  const shared = from.startsWith('ui/')
    ? 'ui/src/components or ui/src/app'
    : 'domain/ (a rule, a contract) or a shared folder of reporting/src (one without routes.ts)';
  return `features never import features (${from} → ${to}): what both need belongs to ${shared}`;
};

const tierOf = (path: string): string | undefined => {
  const tier = /^ui\/src\/([^/]+)\//.exec(path)?.[1];
  return tier !== undefined && tier in UI_MAY_IMPORT ? tier : undefined;
};

const checkTiers = (file: string, target: string): string | undefined => {
  const [from, to] = [tierOf(file), tierOf(target)];
  if (from === undefined || to === undefined || from === to || isTest(file)) return undefined;
  if (UI_MAY_IMPORT[from]?.includes(to)) return undefined;
  return `ui/src/${from} must not import ui/src/${to}: the tiers are components ← features ← app; pass it in as a prop or by context`;
};

/** The violation that this import makes, as a sentence that says where the thing belongs; undefined when there is none. */
export const findViolation = (
  file: string,
  specifier: string,
  reportingFeatures: ReadonlySet<string>,
): string | undefined => {
  const target = resolveImport(file, specifier);
  if (target === undefined) return checkPackage(file, specifier);
  return (
    checkFolders(file, target) ??
    checkTestSupport(file, target) ??
    checkSpelling(file, specifier, target) ??
    checkFeatures(file, target, reportingFeatures) ??
    checkTiers(file, target)
  );
};
