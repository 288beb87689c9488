package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// tick is what Linux counts processor time in: USER_HZ is 100 everywhere.
const tick = 10 * time.Millisecond

// process is a line of /proc/PID/stat.
type process struct {
	pid, parent int
	name        string
	own         time.Duration // of its threads
	reaped      time.Duration // of children that ended
}

func readProcess(pid int) (process, error) {
	b, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return process{}, err
	}
	// The name stands in parentheses and may hold any sign.
	open, end := bytes.IndexByte(b, '('), bytes.LastIndexByte(b, ')')
	if open < 0 || end < open {
		return process{}, fmt.Errorf("/proc/%d/stat cannot be read", pid)
	}
	f := strings.Fields(string(b[end+1:]))
	if len(f) < 15 {
		return process{}, fmt.Errorf("/proc/%d/stat is short", pid)
	}
	number := func(i int) int { n, _ := strconv.Atoi(f[i]); return n }
	return process{
		pid: pid, name: string(b[open+1 : end]), parent: number(1),
		own:    time.Duration(number(11)+number(12)) * tick,
		reaped: time.Duration(number(13)+number(14)) * tick,
	}, nil
}

// cpuTimes is processor time used so far.
type cpuTimes struct {
	bot, postgres, load time.Duration
	machine             time.Duration // of all processes of the machine
}

// readCPU sums what guiche, its PostgreSQL and this program used. PostgreSQL is
// a child of guiche and has one process a connection.
func readCPU(guiche int) (cpuTimes, error) {
	var c cpuTimes
	all := map[int][]process{} // by parent
	dirs, err := filepath.Glob("/proc/[0-9]*")
	if err != nil {
		return c, err
	}
	for _, dir := range dirs {
		pid, _ := strconv.Atoi(filepath.Base(dir))
		if p, err := readProcess(pid); err == nil { // else it has just ended
			all[p.parent] = append(all[p.parent], p)
		}
	}
	bot, err := readProcess(guiche)
	if err != nil {
		return c, err
	}
	c.bot = bot.own
	for _, server := range all[guiche] {
		c.postgres += server.own + server.reaped
		for _, p := range all[server.pid] {
			c.postgres += p.own
		}
	}
	self, err := readProcess(os.Getpid())
	c.load = self.own
	c.machine = machineCPU()
	return c, err
}

// machineCPU is what all processes used, from the first line of /proc/stat.
func machineCPU() time.Duration {
	b, _ := os.ReadFile("/proc/stat")
	line, _, _ := strings.Cut(string(b), "\n")
	var sum int
	for i, word := range strings.Fields(line) {
		n, _ := strconv.Atoi(word)
		if i >= 1 && i <= 7 && i != 4 && i != 5 { // all but idle and waiting
			sum += n
		}
	}
	return time.Duration(sum) * tick
}

func (c cpuTimes) minus(before cpuTimes) cpuTimes {
	return cpuTimes{c.bot - before.bot, c.postgres - before.postgres, c.load - before.load, c.machine - before.machine}
}
