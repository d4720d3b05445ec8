/** What an operator can do to an agent; each asks first. */
import { useState } from 'react';
import type { Agent } from '../live/model.ts';
import { Confirm } from '../parts/confirm.tsx';
import { RightButton, withRight } from '../parts/rights.tsx';
import { call } from '../base/fetching.ts';
import { useSay } from '../texts/texts.ts';

type Action = 'drain' | 'deactivate' | 'reactivate' | 'gone';

const nanosecondsInSecond = 1e9;

export function AgentActions({ agent }: { readonly agent: Agent }) {
  const say = useSay();
  const [open, setOpen] = useState<Action | undefined>();
  const { state } = agent;
  const isHere = state === 'active' || state === 'disconnected';
  const close = (): void => setOpen(undefined);
  return (
    <p className="buttons">
      <RightButton needs="DRAIN_AGENT" isDisabled={!isHere} onClick={() => setOpen('drain')}>
        {say('drain')}
      </RightButton>
      <RightButton
        needs="DEACTIVATE_AGENT"
        isDisabled={!isHere}
        onClick={() => setOpen('deactivate')}
      >
        {say('deactivate')}
      </RightButton>
      <RightButton
        needs="REACTIVATE_AGENT"
        isDisabled={state !== 'deactivated' && state !== 'drained'}
        onClick={() => setOpen('reactivate')}
      >
        {say('reactivate')}
      </RightButton>
      <RightButton
        needs="MARK_AGENT_GONE"
        look="danger"
        isDisabled={state === 'gone'}
        onClick={() => setOpen('gone')}
      >
        {say('markGone')}
      </RightButton>
      {open === 'drain' && <Drain agent={agent} close={close} />}
      {(open === 'deactivate' || open === 'reactivate') && (
        <Switch agent={agent} to={open} close={close} />
      )}
      {open === 'gone' && <Gone agent={agent} close={close} />}
    </p>
  );
}

interface DialogProps {
  readonly agent: Agent;
  readonly close: () => void;
}

function Drain({ agent: { id, hostname: name, activeTasks: count }, close }: DialogProps) {
  const say = useSay();
  const [grace, setGrace] = useState('');
  const [marksGone, setMarksGone] = useState(false);
  const drain = async (): Promise<void> => {
    const max_grace_period =
      grace === ''
        ? {}
        : { max_grace_period: { nanoseconds: Number(grace) * nanosecondsInSecond } };
    const drain_agent = { agent_id: { value: id }, mark_gone: marksGone, ...max_grace_period };
    await withRight('DRAIN_AGENT', () => call({ type: 'DRAIN_AGENT', drain_agent }));
  };
  return (
    <Confirm
      title={say('drainAsk', { name })}
      text={say('drainText', { count })}
      action={say('drain')}
      onConfirm={drain}
      close={close}
    >
      <p>
        <label>
          {say('grace')}{' '}
          <input
            type="number"
            min="0"
            value={grace}
            onChange={(event) => setGrace(event.target.value)}
          />
        </label>
      </p>
      <p>
        <label>
          <input
            type="checkbox"
            checked={marksGone}
            onChange={(event) => setMarksGone(event.target.checked)}
          />{' '}
          {say('markGoneWhenEmpty')}
        </label>
      </p>
    </Confirm>
  );
}

function Switch({
  agent: { id, hostname: name },
  to,
  close,
}: DialogProps & { readonly to: 'deactivate' | 'reactivate' }) {
  const say = useSay();
  const agent_id = { value: id };
  const body =
    to === 'deactivate'
      ? { type: 'DEACTIVATE_AGENT', deactivate_agent: { agent_id } }
      : { type: 'REACTIVATE_AGENT', reactivate_agent: { agent_id } };
  return (
    <Confirm
      title={say(`${to}Ask`, { name })}
      text={say(`${to}Text`)}
      action={say(to)}
      onConfirm={() => withRight(body.type, () => call(body))}
      close={close}
    />
  );
}

function Gone({ agent: { id, hostname }, close }: DialogProps) {
  const say = useSay();
  const body = { type: 'MARK_AGENT_GONE', mark_agent_gone: { agent_id: { value: id } } };
  return (
    <Confirm
      title={say('markGoneAsk', { name: hostname })}
      text={say('markGoneText')}
      action={say('markGone')}
      isDangerous
      typed={hostname}
      onConfirm={() => withRight(body.type, () => call(body))}
      close={close}
    />
  );
}
