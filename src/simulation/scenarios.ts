/** The random scenarios by name, as `npm run simulate -- --scenario` takes them. */
import { runMarathon } from './marathon/scenario.ts';
import { runScenario } from './scenario.ts';
import type { ScenarioOptions, ScenarioResult } from './scenario-result.ts';
import { runThreeMasters } from './three-masters/scenario.ts';

type Scenario = (options: ScenarioOptions) => ScenarioResult;

export const scenarios: Readonly<Record<string, Scenario>> = {
  'one-master': runScenario,
  'three-masters': runThreeMasters,
  marathon: runMarathon,
  lending: (options) => runScenario({ ...options, isOperating: false, isLending: true }),
};
