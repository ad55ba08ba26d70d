// Package session tracks who is connected.
package session

import (
	"net/netip"
	"sync"
	"time"
)

const nShards = 16

// Table maps session ids to sessions. It is split into shards so that
// handlers seldom wait for each other.
type Table struct {
	shards [nShards]shard
}

type shard struct {
	mu       sync.Mutex
	sessions map[uint64]*Session
}

// A Session is one connected client.
type Session struct {
	id      uint64
	client  netip.AddrPort
	started time.Time
	user    string
	retries uint16
	secure  bool
	closing bool
}

// A Frame heads every message to the control plane, in this order.
//
//cachelint:allow wasteful-field-order -- wire format
type Frame struct {
	Version uint8
	Length  uint32
	Kind    uint8
	Session uint64
	Flags   uint16
}

func (t *Table) shard(id uint64) *shard { return &t.shards[id%nShards] }

// Open adds a session, and reports whether the id was new.
func (t *Table) Open(id uint64, client netip.AddrPort, user string, now time.Time) bool {
	s := t.shard(id)
	s.mu.Lock()
	defer s.mu.Unlock()
	if _, ok := s.sessions[id]; ok {
		return false
	}
	if s.sessions == nil {
		s.sessions = make(map[uint64]*Session)
	}
	s.sessions[id] = &Session{id: id, client: client, user: user, started: now}
	return true
}

// Close removes a session.
func (t *Table) Close(id uint64) {
	s := t.shard(id)
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.sessions, id)
}

// An event is a line of the audit log.
type event struct {
	session uint64
	at      int64
	_       struct{} // no literals without field names
}

// Audit lists the sessions that are older than limit.
func (t *Table) Audit(now time.Time, limit time.Duration) []event {
	var events []event
	for i := range t.shards {
		s := &t.shards[i]
		s.mu.Lock()
		for id, session := range s.sessions {
			if age := now.Sub(session.started); age > limit && !session.closing {
				events = append(events, event{session: id, at: now.UnixNano()})
			}
		}
		s.mu.Unlock()
	}
	return events
}
