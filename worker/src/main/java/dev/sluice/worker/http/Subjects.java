package dev.sluice.worker.http;

/// Numbers in a subject's id: `12,3` is patch set 3 of change 12; a ref has neither.
final class Subjects {
    private static final String CHANGE = "[0-9]{1,9},[0-9]{1,9}";

    private Subjects() {}

    static int change(String subject) {
        return subject.matches(CHANGE) ? Integer.parseInt(subject.substring(0, subject.indexOf(','))) : 0;
    }

    static int patchset(String subject) {
        return subject.matches(CHANGE) ? Integer.parseInt(subject.substring(subject.indexOf(',') + 1)) : 0;
    }
}
