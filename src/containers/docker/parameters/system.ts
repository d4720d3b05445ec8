/** Options about what the container is and what it may do. */
import { hostFlag, hostInteger, hostList, hostPair, hostText, readPair } from './option.ts';
import type { Option } from './option.ts';

/** The client reads a profile from a file and sends what is in it. */
const namedSeccompProfiles = new Set(['unconfined', 'builtin']);

const securityOption: Option = (spec, value) => {
  const pair = readPair(value.replace(/^seccomp:/u, 'seccomp='));
  if (pair?.name === 'seccomp' && !namedSeccompProfiles.has(pair.value)) {
    return "of seccomp profiles only 'unconfined' and 'builtin' are known here; files are read by the docker client";
  }
  return hostList('SecurityOpt')(spec, value);
};

const logDriver: Option = ({ HostConfig }, value) => {
  if (value === '') return 'it is empty';
  HostConfig.LogConfig = { Config: {}, ...HostConfig.LogConfig, Type: value };
  return undefined;
};

const logOption: Option = ({ HostConfig }, value) => {
  const pair = readPair(value);
  if (pair === undefined) return 'it must be name=value';
  const { Type, Config } = HostConfig.LogConfig ?? { Type: '', Config: {} };
  HostConfig.LogConfig = { Type, Config: { ...Config, [pair.name]: pair.value } };
  return undefined;
};

/** The task lives on while the engine starts its container again. */
const restart: Option = ({ HostConfig }, value) => {
  const match = /^(?:(no|always|unless-stopped)|(on-failure)(?::(\d+))?)$/u.exec(value);
  if (match === null) return 'it must be no, always, unless-stopped or on-failure[:times]';
  const [, plain, onFailure, times] = match;
  HostConfig.RestartPolicy = {
    Name: plain ?? onFailure!,
    ...(times !== undefined && { MaximumRetryCount: Number(times) }),
  };
  return undefined;
};

const label: Option = ({ Labels }, value) => {
  const { name, value: text } = readPair(value) ?? { name: value, value: '' };
  if (name === '' || name.startsWith('=')) return 'it must be name=value';
  Labels[name] = text;
  return undefined;
};

const variable: Option = ({ Env }, value) => {
  const pair = readPair(value);
  if (pair === undefined) {
    return "it must be name=value: the agent's own environment is not for tasks";
  }
  const before = Env.findIndex((each) => each.startsWith(`${pair.name}=`));
  if (before < 0) Env.push(value);
  else Env[before] = value;
  return undefined;
};

const stopTimeout: Option = (spec, value) => {
  if (!/^\d+$/u.test(value)) return 'it must be a number of seconds';
  spec.StopTimeout = Number(value);
  return undefined;
};

function text(key: 'User' | 'WorkingDir' | 'StopSignal' | 'Domainname'): Option {
  return (spec, value) => {
    if (value === '') return 'it is empty';
    spec[key] = value;
    return undefined;
  };
}

export const systemOptions: Readonly<Record<string, Option>> = {
  'cap-add': hostList('CapAdd'),
  'cap-drop': hostList('CapDrop'),
  'cgroup-parent': hostText('CgroupParent'),
  cgroupns: hostText('CgroupnsMode'),
  domainname: text('Domainname'),
  // An empty one takes away that of the image.
  entrypoint: (spec, value) => {
    spec.Entrypoint = [value];
    return undefined;
  },
  env: variable,
  'group-add': hostList('GroupAdd'),
  init: hostFlag('Init'),
  ipc: hostText('IpcMode'),
  label,
  'log-driver': logDriver,
  'log-opt': logOption,
  'oom-kill-disable': hostFlag('OomKillDisable'),
  'oom-score-adj': hostInteger('OomScoreAdj'),
  pid: hostText('PidMode'),
  privileged: hostFlag('Privileged'),
  restart,
  runtime: hostText('Runtime'),
  'security-opt': securityOption,
  'stop-signal': text('StopSignal'),
  'stop-timeout': stopTimeout,
  sysctl: hostPair('Sysctls'),
  user: text('User'),
  userns: hostText('UsernsMode'),
  uts: hostText('UTSMode'),
  workdir: text('WorkingDir'),
};
